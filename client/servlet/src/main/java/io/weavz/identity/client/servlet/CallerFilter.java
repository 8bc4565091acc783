package io.weavz.identity.client.servlet;

import io.weavz.identity.client.Caller;
import io.weavz.identity.client.Reply;
import io.weavz.identity.client.Verdict;
import io.weavz.identity.client.Verifier;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Lets requests in whose caller is known, and answers all others as the service does: 401, 403, 429 or 503. Behind it
 * {@link #caller} says who is calling, and the request's principal has the subject as its name.
 */
public final class CallerFilter implements Filter {

    private static final String ATTRIBUTE = Caller.class.getName();

    private final Verifier verifier;

    public CallerFilter(Verifier verifier) {
        this.verifier = verifier;
    }

    /**
     * Who is calling.
     *
     * @throws IllegalStateException if the request did not come through this filter
     */
    public static Caller caller(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Caller caller) {
            return caller;
        }
        throw new IllegalStateException("No CallerFilter stands before this servlet");
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse answer)) {
            throw new ServletException("Only HTTP requests have credentials");
        }
        Verdict verdict = verifier.verify(ServletExchange.request(http));
        if (verdict instanceof Verdict.Granted granted) {
            request.setAttribute(ATTRIBUTE, granted.caller());
            chain.doFilter(new CallerRequest(http, granted.caller()), response);
        } else {
            ServletExchange.answer(answer, Reply.to((Verdict.Denied) verdict));
        }
    }
}

package io.weavz.identity.client.spring;

import io.weavz.identity.client.Refusal;
import io.weavz.identity.client.Reply;
import io.weavz.identity.client.Verdict;
import io.weavz.identity.client.Verifier;
import io.weavz.identity.client.servlet.ServletExchange;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Puts the caller into the security context; the chain clears it at the end of the request. */
final class CallerAuthenticationFilter extends OncePerRequestFilter {

    private final Verifier verifier;

    CallerAuthenticationFilter(Verifier verifier) {
        this.verifier = verifier;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Verdict verdict = verifier.verify(ServletExchange.request(request));
        if (verdict instanceof Verdict.Granted granted) {
            SecurityContext context = SecurityContextHolder.createEmptyContext();
            context.setAuthentication(new CallerAuthentication(granted.caller()));
            SecurityContextHolder.setContext(context);
            chain.doFilter(request, response);
        } else if (verdict.equals(new Verdict.Refused(Refusal.MISSING))) {
            chain.doFilter(request, response);
        } else {
            ServletExchange.answer(response, Reply.to((Verdict.Denied) verdict));
        }
    }
}

package io.weavz.identity.client.spring;

import io.weavz.identity.client.Refusal;
import io.weavz.identity.client.Reply;
import io.weavz.identity.client.Verdict;
import io.weavz.identity.client.Verifier;
import io.weavz.identity.client.servlet.ServletExchange;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;

/**
 * Makes the client an authentication mechanism of a filter chain: {@code http.with(WeavzIdentity.by(verifier),
 * Customizer.withDefaults())}. Who presents nothing is anonymous, and refused where the chain's rules say so; a
 * credential that is not good is refused wherever it is presented. No session is made. Refusals look as the service's.
 */
public final class WeavzIdentity extends AbstractHttpConfigurer<WeavzIdentity, HttpSecurity> {

    private final Verifier verifier;

    private WeavzIdentity(Verifier verifier) {
        this.verifier = verifier;
    }

    public static WeavzIdentity by(Verifier verifier) {
        return new WeavzIdentity(verifier);
    }

    @Override
    public void init(HttpSecurity http) throws Exception {
        Reply missing = Reply.to(new Verdict.Refused(Refusal.MISSING));
        Reply forbidden = Reply.to(new Verdict.Refused(Refusal.FORBIDDEN));
        // Nobody comes back to a page here, so no request is kept in a session.
        http.setSharedObject(RequestCache.class, new NullRequestCache());
        http.exceptionHandling(refusals -> refusals.authenticationEntryPoint(
                        (request, response, refused) -> ServletExchange.answer(response, missing))
                .accessDeniedHandler((request, response, refused) -> ServletExchange.answer(response, forbidden)));
    }

    @Override
    public void configure(HttpSecurity http) {
        http.addFilterBefore(new CallerAuthenticationFilter(verifier), AnonymousAuthenticationFilter.class);
    }
}

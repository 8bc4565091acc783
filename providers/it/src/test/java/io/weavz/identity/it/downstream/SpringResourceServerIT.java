package io.weavz.identity.it.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.Clients;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.Weavz;
import io.weavz.identity.it.harness.WeavzServer;
import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoders;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.introspection.SpringOpaqueTokenIntrospector;
import org.springframework.security.web.SecurityFilterChain;

/** Spring Security's own resource server believes the service with nothing of ours in it. */
@Tag("gateways")
class SpringResourceServerIT {
    private static final WeavzServer SERVER = Weavz.server();
    private static Organization acme;

    @TempDir
    private Path folder;

    @Configuration
    @EnableWebSecurity
    static class ByIntrospection {

        @Bean
        SecurityFilterChain chain(HttpSecurity http, OpaqueTokenIntrospector introspector) throws Exception {
            return http.authorizeHttpRequests(rules -> rules.anyRequest().authenticated())
                    .oauth2ResourceServer(server -> server.opaqueToken(token -> token.introspector(introspector)))
                    .build();
        }
    }

    @Configuration
    @EnableWebSecurity
    static class ByJwt {

        @Bean
        SecurityFilterChain chain(HttpSecurity http, JwtDecoder decoder) throws Exception {
            return http.authorizeHttpRequests(rules -> rules.anyRequest().authenticated())
                    .oauth2ResourceServer(server -> server.jwt(token -> token.decoder(decoder)))
                    .build();
        }
    }

    @BeforeAll
    static void organization() {
        acme = Fixture.organization(SERVER);
    }

    private SpringResourceServer introspecting() {
        return new SpringResourceServer(
                folder,
                ByIntrospection.class,
                application -> application.registerBean(
                        OpaqueTokenIntrospector.class,
                        () -> SpringOpaqueTokenIntrospector.withIntrospectionUri(
                                        SERVER.url() + "/protocol/openid-connect/token/introspect")
                                .clientId("weavz-gateway")
                                .clientSecret(Clients.secret("weavz-gateway"))
                                .build()));
    }

    private SpringResourceServer decoding(String audience) {
        NimbusJwtDecoder decoder = JwtDecoders.fromIssuerLocation(SERVER.url());
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(SERVER.url()),
                new JwtClaimValidator<Collection<String>>("aud", names -> names.contains(audience))));
        return new SpringResourceServer(
                folder, ByJwt.class, application -> application.registerBean(JwtDecoder.class, () -> decoder));
    }

    @Test
    void byOpaqueTokenAKeyHasItsSubjectAndOrganizationUntilItIsRevoked() {
        Answer made = Http.post("/api/v1/api-keys")
                .bearer(acme.apiKey())
                .json("name", "for Spring")
                .expect(201);
        try (SpringResourceServer spring = introspecting()) {
            String subject = Clients.introspect(acme.apiKey()).text("/sub");
            assertThat(spring.get().bearer(made.text("/plainKey")).expect(200).body())
                    .isEqualTo(subject + " " + acme.id() + " []");
            assertThat(spring.get().bearer(acme.mcpToken()).expect(200).body()).endsWith("[SCOPE_mcp:tools]");
            assertThat(spring.get().bearer("wvz_unknown").expect(401).header("WWW-Authenticate"))
                    .hasValueSatisfying(challenge -> assertThat(challenge).contains("invalid_token"));
            spring.get().expect(401);

            Http.delete("/api/v1/api-keys/" + made.text("/apiKey/id"))
                    .bearer(acme.apiKey())
                    .expect(200);
            spring.get().bearer(made.text("/plainKey")).expect(401);
        }
    }

    @Test
    void byJwtTheTokenOfAGatewayIsGoodForItsAudience() {
        String jwt = Presenting.jwt(acme.apiKey());
        try (SpringResourceServer spring = decoding("weavz-api")) {
            assertThat(spring.get().bearer(jwt).expect(200).body())
                    .isEqualTo(Clients.introspect(acme.apiKey()).text("/sub") + " " + acme.id() + " []");
            spring.get().bearer(acme.apiKey()).expect(401);
            spring.get()
                    .bearer(jwt.substring(0, jwt.lastIndexOf('.') + 1) + "AAAA")
                    .expect(401);
        }
        try (SpringResourceServer spring = decoding("another-api")) {
            spring.get().bearer(jwt).expect(401);
        }
    }
}

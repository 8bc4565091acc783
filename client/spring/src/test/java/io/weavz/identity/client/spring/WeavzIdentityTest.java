package io.weavz.identity.client.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.client.Caller;
import io.weavz.identity.client.Refusal;
import io.weavz.identity.client.Verdict;
import io.weavz.identity.client.Verifier;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.SecurityFilterChain;

class WeavzIdentityTest {

    private static volatile Verdict verdict;

    @TempDir
    private Path folder;

    private final Tomcat tomcat = new Tomcat();
    private AnnotationConfigApplicationContext application;

    @Configuration
    @EnableWebSecurity
    static class Application {

        @Bean
        SecurityFilterChain chain(HttpSecurity http) throws Exception {
            Verifier verifier = request -> verdict;
            return http.authorizeHttpRequests(rules -> rules.requestMatchers(
                                    request -> request.getRequestURI().equals("/open"))
                            .permitAll()
                            .anyRequest()
                            .hasAuthority("SCOPE_read"))
                    .csrf(csrf -> csrf.disable())
                    .with(WeavzIdentity.by(verifier), Customizer.withDefaults())
                    .build();
        }
    }

    @BeforeEach
    void start() throws Exception {
        application = new AnnotationConfigApplicationContext(Application.class);
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        Context context = tomcat.addContext("", folder.toString());
        FilterDef filter = new FilterDef();
        filter.setFilterName("security");
        filter.setFilter(application.getBean(FilterChainProxy.class));
        context.addFilterDef(filter);
        FilterMap everywhere = new FilterMap();
        everywhere.setFilterName("security");
        everywhere.addURLPattern("/*");
        context.addFilterMap(everywhere);
        Tomcat.addServlet(context, "who", new Who());
        context.addServletMappingDecoded("/", "who");
        tomcat.getConnector();
        tomcat.start();
    }

    @AfterEach
    void stop() throws Exception {
        tomcat.stop();
        tomcat.destroy();
        application.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:"
                                        + tomcat.getConnector().getLocalPort() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static Verdict granted(String... scopes) {
        return new Verdict.Granted(new Caller(
                "org-1",
                "acme",
                "pro",
                "service-user",
                "mcp_bearer",
                "key-1",
                Set.of(),
                Set.of(scopes),
                Optional.empty(),
                Optional.empty()));
    }

    @Test
    void aCallerHasItsScopesAsAuthorities() throws Exception {
        verdict = granted("read", "write");
        assertThat(get("/").body()).isEqualTo("CallerAuthentication service-user org-1");
    }

    @Test
    void whatTheRulesForbidIsAnsweredAsTheServiceDoes() throws Exception {
        verdict = granted("write");
        HttpResponse<String> forbidden = get("/");
        assertThat(forbidden.statusCode()).isEqualTo(403);
        assertThat(forbidden.body()).contains("\"code\":\"FORBIDDEN\"");
        assertThat(forbidden.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void whoPresentsNothingIsAnonymous() throws Exception {
        verdict = new Verdict.Refused(Refusal.MISSING);
        assertThat(get("/open").body()).startsWith("AnonymousAuthenticationToken");
        HttpResponse<String> refused = get("/");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().allValues("WWW-Authenticate")).containsExactly("Bearer realm=\"weavz\"");
        assertThat(refused.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(refused.body()).contains("\"code\":\"UNAUTHORIZED\"");
    }

    @Test
    void aBadCredentialIsRefusedEvenWhereNoneIsNeeded() throws Exception {
        verdict = new Verdict.Refused(Refusal.INVALID);
        assertThat(get("/open").statusCode()).isEqualTo(401);
        verdict = new Verdict.Unavailable(Duration.ofSeconds(1));
        assertThat(get("/open").statusCode()).isEqualTo(503);
    }

    private static final class Who extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            Authentication who = SecurityContextHolder.getContext().getAuthentication();
            String organization = who instanceof CallerAuthentication known
                    ? known.getPrincipal().organizationId()
                    : "";
            response.getWriter().print(who.getClass().getSimpleName() + " " + who.getName() + " " + organization);
        }
    }
}

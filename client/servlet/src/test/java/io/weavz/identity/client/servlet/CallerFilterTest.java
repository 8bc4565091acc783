package io.weavz.identity.client.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.client.Caller;
import io.weavz.identity.client.IncomingRequest;
import io.weavz.identity.client.Refusal;
import io.weavz.identity.client.Verdict;
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
import java.util.List;
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

class CallerFilterTest {

    private static final Caller CALLER = new Caller(
            "org-1",
            "acme",
            "pro",
            "service-user",
            "api_key",
            "key-1",
            Set.of(),
            Set.of(),
            Optional.empty(),
            Optional.empty());

    @TempDir
    private Path folder;

    private final Tomcat tomcat = new Tomcat();
    private volatile Verdict verdict;
    private volatile List<String> credentials;

    @BeforeEach
    void start() throws Exception {
        tomcat.setBaseDir(folder.toString());
        tomcat.setPort(0);
        Context context = tomcat.addContext("", folder.toString());
        FilterDef filter = new FilterDef();
        filter.setFilterName("caller");
        filter.setFilter(new CallerFilter(this::verify));
        context.addFilterDef(filter);
        FilterMap everywhere = new FilterMap();
        everywhere.setFilterName("caller");
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
    }

    private Verdict verify(IncomingRequest request) {
        credentials = request.values("Authorization");
        return verdict;
    }

    private HttpResponse<String> get() throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:"
                                        + tomcat.getConnector().getLocalPort() + "/"))
                                .header("Authorization", "Bearer one")
                                .header("Authorization", "Bearer two")
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aKnownCallerGetsThroughWithItsName() throws Exception {
        verdict = new Verdict.Granted(CALLER);
        assertThat(get().body()).isEqualTo("org-1 service-user service-user api_key");
        assertThat(credentials).containsExactly("Bearer one", "Bearer two");
    }

    @Test
    void whoIsNotLetInIsAnsweredAsTheServiceDoes() throws Exception {
        verdict = new Verdict.Refused(Refusal.INVALID);
        HttpResponse<String> refused = get();
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().allValues("WWW-Authenticate"))
                .containsExactly("Bearer realm=\"weavz\", error=\"invalid_token\"");
        assertThat(refused.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(refused.body()).contains("\"error\":\"UNAUTHORIZED\"");

        verdict = new Verdict.Refused(Refusal.FORBIDDEN);
        assertThat(get().statusCode()).isEqualTo(403);
        verdict = new Verdict.Unavailable(Duration.ofSeconds(1));
        assertThat(get().statusCode()).isEqualTo(503);
        verdict = new Verdict.Limited(Duration.ofSeconds(7));
        assertThat(get().headers().firstValue("Retry-After")).hasValue("7");
    }

    private static final class Who extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter()
                    .print(CallerFilter.caller(request).organizationId() + " "
                            + request.getUserPrincipal().getName() + " " + request.getRemoteUser() + " "
                            + request.getAuthType());
        }
    }
}

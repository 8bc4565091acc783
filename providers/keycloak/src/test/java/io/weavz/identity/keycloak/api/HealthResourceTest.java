package io.weavz.identity.keycloak.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.Path;
import java.io.UnsupportedEncodingException;
import java.net.URISyntaxException;
import org.jboss.resteasy.mock.MockDispatcherFactory;
import org.jboss.resteasy.mock.MockHttpRequest;
import org.jboss.resteasy.mock.MockHttpResponse;
import org.jboss.resteasy.spi.Dispatcher;
import org.junit.jupiter.api.Test;

/** The health resource by itself: no server, no realm, no credential. */
class HealthResourceTest {
    /** Stands where Keycloak hangs realm resources. */
    @Path("/")
    public static final class Realm {
        @Path("health")
        public HealthResource health() {
            return new HealthResource();
        }
    }

    private static MockHttpResponse answer(MockHttpRequest request) {
        Dispatcher dispatcher = MockDispatcherFactory.createDispatcher();
        dispatcher.getRegistry().addSingletonResource(new Realm());
        MockHttpResponse response = new MockHttpResponse();
        dispatcher.invoke(request, response);
        return response;
    }

    @Test
    void healthIsJsonThatNobodyCaches() throws URISyntaxException, UnsupportedEncodingException {
        MockHttpResponse response = answer(MockHttpRequest.get("/health"));

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getContentAsString()).isEqualTo("{\"status\":\"healthy\"}");
        assertThat(response.getOutputHeaders().getFirst("Cache-Control")).isEqualTo("no-store");
        assertThat(response.getOutputHeaders().getFirst("Content-Type")).hasToString("application/json");
    }

    @Test
    void aCredentialChangesNothing() throws URISyntaxException {
        MockHttpRequest request = MockHttpRequest.get("/health").header("Authorization", "Bearer wvz_x");
        assertThat(answer(request).getStatus()).isEqualTo(200);
    }

    @Test
    void healthIsOnlyRead() throws URISyntaxException {
        assertThat(answer(MockHttpRequest.post("/health")).getStatus()).isEqualTo(405);
        assertThat(answer(MockHttpRequest.get("/health/more")).getStatus()).isEqualTo(404);
    }
}

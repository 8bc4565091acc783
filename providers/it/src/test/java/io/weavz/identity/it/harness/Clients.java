package io.weavz.identity.it.harness;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The realm's confidential clients; Keycloak made their secrets at import. */
public final class Clients {
    private static final Map<String, String> SECRETS = new ConcurrentHashMap<>();

    private Clients() {}

    public static String secret(String clientId) {
        return SECRETS.computeIfAbsent(clientId, Clients::read);
    }

    private static String read(String clientId) {
        WeavzServer server = Weavz.server();
        String clients = server.rootUrl() + "/admin/realms/weavz/clients";
        String id = Http.get(clients + "?clientId=" + clientId)
                .bearer(server.adminToken())
                .expect(200)
                .text("/0/id");
        return Http.get(clients + "/" + id + "/client-secret")
                .bearer(server.adminToken())
                .expect(200)
                .text("/value");
    }

    /** A POST of a form to an endpoint of OpenID Connect, such as {@code /token}, with the client's secret in the form. */
    public static Answer post(String clientId, String endpoint, String... form) {
        String[] whole = new String[form.length + 4];
        System.arraycopy(form, 0, whole, 0, form.length);
        whole[form.length] = "client_id";
        whole[form.length + 1] = clientId;
        whole[form.length + 2] = "client_secret";
        whole[form.length + 3] = secret(clientId);
        return Http.post("/protocol/openid-connect" + endpoint).form(whole).send();
    }

    /** What RFC 7662 says of a token, asked by the gateway. */
    public static Answer introspect(String token) {
        return post("weavz-gateway", "/token/introspect", "token", token).expect(200);
    }
}

package io.weavz.identity.bench;

import io.weavz.identity.bench.Inhabitants.McpServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What is measured, and by which requests. */
final class Routes {
    static final String BARE = "bare Vert.x route";
    static final String CEILING = "bare Vert.x route, a key in each request";
    static final String CONSTANT = "constant realm resource (/health)";
    static final String GET_SESSION = "get-session by cookie";
    static final String BY_COOKIE = "verify by cookie";
    static final String BY_KEY = "verify by API key, 10k keys";
    static final String WITH_UNKNOWN = "verify by API key, 1 % unknown";
    static final String WITH_REVOKED = "verify by API key, 1 % disabled";
    static final String BY_SERVICE_KEY = "verify by service key";
    static final String BY_MCP_TOKEN = "verify by MCP token";
    static final String INTROSPECTION = "introspection of an API key";
    static final String KEYCLOAK_SERVICE = "Keycloak's introspection, service account";
    static final String KEYCLOAK_MEMBER = "Keycloak's introspection, member";

    private static final String REALM = "/realms/weavz";
    private static final String VERIFY = REALM + "/api/v1/verify";
    private static final String INTROSPECT = REALM + "/protocol/openid-connect/token/introspect";
    private static final String BEARER = "Authorization: Bearer ";
    private static final double ONE_IN_A_HUNDRED = 0.01;

    private final BenchServer server;
    private final Inhabitants inhabitants;
    private final Scale scale;
    private final Pieces keys;
    private final Path folder;

    /**
     * @param keys the file that {@link KeyTable} wrote
     */
    Routes(BenchServer server, Inhabitants inhabitants, Scale scale, Pieces keys) {
        this.server = server;
        this.inhabitants = inhabitants;
        this.scale = scale;
        this.keys = keys;
        this.folder = keys.file().getParent();
    }

    static String byManyKeys(Scale scale) {
        return "verify by API key, " + scale.largeName() + " keys";
    }

    /** Each of so many keys once. */
    Route pass(int count) throws IOException {
        return byKey("pass over all keys", keys.once("once", count), 0);
    }

    Route byKey() throws IOException {
        return byKey(BY_KEY, small(), 0);
    }

    /** The same key each time, for a server whose memory is to stay empty. */
    Route oneKey() throws IOException {
        return byKey("verify by one API key", keys.zipf("one", 1, 1000), 0);
    }

    private Route bare() {
        return constant(BARE, Request.get(server, "/bench/bare"));
    }

    List<Route> all() throws IOException {
        List<Route> routes = new ArrayList<>(List.of(
                bare(),
                constant(CEILING, Request.get(server, small(), "/bench/bare", BEARER)),
                constant(CONSTANT, Request.get(server, REALM + "/health")),
                byKey()));
        routes.add(byKey(byManyKeys(scale), keys.zipf("large", scale.largeKeys(), scale.picks()), 0));
        routes.add(byKey(WITH_UNKNOWN, mixed("unknown", KeyTable.DISABLED, KeyTable.UNKNOWN), ONE_IN_A_HUNDRED));
        routes.add(byKey(WITH_REVOKED, mixed("disabled", 0, KeyTable.DISABLED), ONE_IN_A_HUNDRED));
        routes.addAll(otherCredentials());
        routes.addAll(introspections());
        return routes;
    }

    private List<Route> otherCredentials() throws IOException {
        Pieces organizations = Pieces.of(folder, "organizations", inhabitants.organizationIds());
        Pieces cookies = Pieces.of(folder, "cookies", inhabitants.sessionCookies());
        Pieces mcp = Pieces.of(
                folder,
                "mcp",
                inhabitants.mcpServers().stream().map(this::fromServerToToken).toList());
        return List.of(
                constant(
                        BY_SERVICE_KEY,
                        Request.get(
                                server,
                                organizations,
                                VERIFY,
                                "X-Service-Key: " + inhabitants.serviceKey(),
                                "X-Org-ID: ")),
                constant(BY_MCP_TOKEN, Request.getFrom(server, mcp, VERIFY + "?server=srv_")),
                constant(BY_COOKIE, Request.get(server, cookies, VERIFY, "X-Forwarded-Method: GET", "Cookie: ")),
                constant(GET_SESSION, Request.get(server, cookies, REALM + "/api/auth/get-session", "Cookie: ")));
    }

    private List<Route> introspections() throws IOException {
        String start = inhabitants.clientFields() + "&token=";
        Pieces small = small();
        return List.of(
                constant(INTROSPECTION, Request.form(server, small, INTROSPECT, start)),
                fresh(
                        KEYCLOAK_SERVICE,
                        () -> Request.form(server, INTROSPECT, start + inhabitants.serviceAccountToken())),
                fresh(KEYCLOAK_MEMBER, () -> Request.form(server, INTROSPECT, start + inhabitants.memberToken())));
    }

    private String fromServerToToken(McpServer mcp) {
        return mcp.id() + " HTTP/1.1\r\n" + BEARER + mcp.token();
    }

    private Pieces small() throws IOException {
        return keys.zipf("small", Scale.SMALL_KEYS, scale.picks());
    }

    /**
     * @param after how many pieces after the good keys the others begin
     */
    private Pieces mixed(String name, int after, int others) throws IOException {
        return keys.zipfWithOthers(name, Scale.SMALL_KEYS, scale.picks(), scale.largeKeys() + after, others);
    }

    private Route byKey(String name, Pieces pieces, double refused) {
        Request request = Request.get(server, pieces, VERIFY, BEARER);
        return new Route(name, server, () -> request, refused);
    }

    private Route constant(String name, Request request) {
        return fresh(name, () -> request);
    }

    private Route fresh(String name, Supplier<Request> request) {
        return new Route(name, server, request, 0);
    }
}

package io.weavz.identity.it.harness;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/** A dashboard's client of {@code /api/auth}: it keeps cookies, and says which page it is, as a browser does. */
public final class AuthClient {
    public static final String PASSWORD = "correct horse battery";

    private final Map<String, String> cookies = new TreeMap<>();
    private final String base;

    private AuthClient(String base) {
        this.base = base;
    }

    /** Somebody who is not signed in. */
    public static AuthClient anonymous() {
        return new AuthClient(Weavz.server().url());
    }

    /** The same at another address, such as another realm's. */
    public static AuthClient at(String base) {
        return new AuthClient(base);
    }

    /** Somebody with a new account, signed in. */
    public static AuthClient signedUp() {
        AuthClient client = anonymous();
        client.signUp(newEmail()).expect(200);
        return client;
    }

    /**
     * Somebody who signs in to an account that there is. While Keycloak still notes the sign-in before, in a thread of its
     * own, it refuses the next one of the same person.
     */
    public static AuthClient signedIn(String email) {
        AuthClient client = anonymous();
        People.await(() -> client.signIn(email, PASSWORD).status() == 200);
        return client;
    }

    public static String newEmail() {
        return "p-" + UUID.randomUUID() + "@example.test";
    }

    public Answer signUp(String email) {
        return post("/sign-up/email", "name", "Pat Doe", "email", email, "password", PASSWORD);
    }

    public Answer signIn(String email, String password) {
        return post("/sign-in/email", "email", email, "password", password);
    }

    public Answer get(String path) {
        return send(request("GET", "/api/auth" + path));
    }

    /** A JSON object from names and values in turn; without any, an empty object, as better-auth's client sends it. */
    public Answer post(String path, Object... namesAndValues) {
        return send(request("POST", "/api/auth" + path).json(namesAndValues));
    }

    /** A request with the cookies and the page's origin, to a path below the realm. */
    public Http request(String method, String path) {
        Http request =
                Http.method(method, base + path).header("Origin", Weavz.server().rootUrl());
        return cookies.isEmpty() ? request : request.header("Cookie", cookieHeader());
    }

    /** Sends, and keeps the cookies of the answer. */
    public Answer send(Http request) {
        Answer answer = request.send();
        setCookies(answer).forEach(header -> {
            String[] pair = header.split(";", 2)[0].split("=", 2);
            if (pair[1].isEmpty() || header.contains("Max-Age=0")) {
                cookies.remove(pair[0]);
            } else {
                cookies.put(pair[0], pair[1]);
            }
        });
        return answer;
    }

    public static List<String> setCookies(Answer answer) {
        return answer.headers().getOrDefault("Set-Cookie", List.of());
    }

    public String cookieHeader() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** The session's cookie as a header of its own. */
    public String sessionCookie() {
        return "better-auth.session_token=" + cookies.get("better-auth.session_token");
    }

    public boolean hasSession() {
        return cookies.containsKey("better-auth.session_token");
    }

    /** The session's handle. */
    public String token() {
        return get("/get-session").text("/session/token");
    }

    public String userId() {
        return get("/get-session").text("/user/id");
    }

    public String email() {
        return get("/get-session").text("/user/email");
    }

    /** Becomes a member of the other person's active organization, which becomes the active one here too. */
    public AuthClient joins(AuthClient boss, String role) {
        String invitation = boss.post("/organization/invite-member", "email", email(), "role", role)
                .expect(200)
                .text("/id");
        post("/organization/accept-invitation", "invitationId", invitation).expect(200);
        return this;
    }

    /** Makes an organization, which becomes the active one, and answers its id. */
    public String organization() {
        String slug = Fixture.uniqueSlug("team");
        return post("/organization/create", "name", "Team " + slug, "slug", slug)
                .expect(200)
                .text("/id");
    }
}

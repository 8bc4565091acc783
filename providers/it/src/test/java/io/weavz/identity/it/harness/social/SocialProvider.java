package io.weavz.identity.it.harness.social;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weavz.identity.it.harness.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * An authorization server of OAuth 2.0 as strict as the real ones: known client, loopback redirect URI of this
 * provider, PKCE, codes that work once. A test says who sits in front of it and what goes wrong.
 */
public abstract class SocialProvider {
    private static final int SILENCE_SECONDS = 60;

    private final String alias;
    private final String secret = UUID.randomUUID().toString();
    private final Map<String, Grant> codes = new ConcurrentHashMap<>();
    private final Map<String, Grant> tokens = new ConcurrentHashMap<>();
    private final List<Map<String, String>> authorizations = new CopyOnWriteArrayList<>();
    private volatile SocialPerson person;
    private volatile boolean asks;
    private volatile Trouble tokenTrouble;
    private volatile Trouble profileTrouble;
    private volatile CountDownLatch silence = new CountDownLatch(1);

    /** What the person agreed to. */
    record Grant(SocialPerson person, String redirectUri, String challenge, String nonce, Set<String> scopes) {}

    SocialProvider(String alias) {
        this.alias = alias;
        reset();
    }

    /** As it was before the first test: somebody new who consents at once, and no trouble. */
    public final void reset() {
        silence.countDown();
        silence = new CountDownLatch(1);
        person = SocialPerson.create();
        asks = false;
        tokenTrouble = Trouble.NONE;
        profileTrouble = Trouble.NONE;
        authorizations.clear();
    }

    public final String alias() {
        return alias;
    }

    public final String clientId() {
        return alias + "-client";
    }

    public final String clientSecret() {
        return secret;
    }

    /** The person who is signed in at the provider from now on. */
    public final void setPerson(SocialPerson value) {
        person = value;
    }

    public final SocialPerson person() {
        return person;
    }

    /** Whether the provider shows its consent page; otherwise {@code authorize} answers with a code at once. */
    public final void setAsksForConsent(boolean value) {
        asks = value;
    }

    public final void troubleWithTokens(Trouble trouble) {
        tokenTrouble = trouble;
    }

    public final void troubleWithProfiles(Trouble trouble) {
        profileTrouble = trouble;
    }

    /** The parameters of each request to {@code authorize} since the last reset. */
    public final List<Map<String, String>> authorizations() {
        return List.copyOf(authorizations);
    }

    abstract Set<String> hosts();

    /** Answers a request to one of the hosts. */
    abstract void answer(Call call) throws IOException;

    abstract ObjectNode tokenAnswer(String accessToken, Grant grant);

    /** Most providers answer an error with its status; GitHub does not. */
    void tokenError(Call call, int status, String error) throws IOException {
        call.json(status, Json.object("error", error));
    }

    void tokens(Call call, ObjectNode answer) throws IOException {
        call.json(200, answer);
    }

    final void authorize(Call call) throws IOException {
        if (!call.query("client_id").equals(clientId()) || !isRegistered(call.query("redirect_uri"))) {
            call.answer(400, "text/html", "<h1>Unknown application or redirect URI</h1>");
        } else if (!call.query("response_type").equals("code")
                || call.query("state").isEmpty()
                || call.query("code_challenge").isEmpty()
                || !call.query("code_challenge_method").equals("S256")) {
            back(call, "error", "invalid_request");
        } else {
            consent(call);
        }
    }

    private void consent(Call call) throws IOException {
        String decision = call.form("decision");
        if (decision.isEmpty()) {
            authorizations.add(call.query());
        }
        if (decision.equals("deny")) {
            back(call, "error", "access_denied");
        } else if (decision.equals("allow") || !asks) {
            back(call, "code", code(call));
        } else {
            call.answer(200, "text/html", page(call));
        }
    }

    private boolean isRegistered(String redirectUri) {
        URI uri = URI.create(redirectUri);
        return Set.of("127.0.0.1", "localhost").contains(String.valueOf(uri.getHost()))
                && uri.getPath().contains("/" + alias);
    }

    private String code(Call call) {
        String code = UUID.randomUUID().toString();
        codes.put(
                code,
                new Grant(
                        person,
                        call.query("redirect_uri"),
                        call.query("code_challenge"),
                        call.query("nonce"),
                        Set.of(call.query("scope").split("[ ,]"))));
        return code;
    }

    private static void back(Call call, String name, String value) throws IOException {
        String redirectUri = call.query("redirect_uri");
        call.redirect(redirectUri + (redirectUri.contains("?") ? "&" : "?") + name + "=" + value + "&state="
                + URLEncoder.encode(call.query("state"), StandardCharsets.UTF_8));
    }

    private String page(Call call) {
        return "<!doctype html><title>" + alias + "</title><h1>" + person.username() + ", may " + clientId()
                + " know who you are?</h1><form id=\"consent\" method=\"post\" action=\""
                + call.uri().toString().replace("&", "&amp;") + "\">"
                + "<button id=\"allow\" name=\"decision\" value=\"allow\">Allow</button>"
                + "<button id=\"deny\" name=\"decision\" value=\"deny\">Deny</button></form>";
    }

    final void token(Call call) throws IOException {
        if (fails(call, tokenTrouble)) {
            return;
        }
        if (!call.client().equals(clientId() + ":" + secret)) {
            tokenError(call, 401, "invalid_client");
            return;
        }
        Grant grant = codes.remove(call.form("code"));
        if (grant == null
                || !call.form("grant_type").equals("authorization_code")
                || !grant.redirectUri().equals(call.form("redirect_uri"))
                || !grant.challenge().equals(challenge(call.form("code_verifier")))) {
            tokenError(call, 400, "invalid_grant");
            return;
        }
        String accessToken = UUID.randomUUID().toString();
        tokens.put(accessToken, grant);
        tokens(call, tokenAnswer(accessToken, grant));
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is shown to whoever has an access token. */
    interface Protected {
        void show(Grant grant) throws IOException;
    }

    final void withToken(Call call, Protected resource) throws IOException {
        if (fails(call, profileTrouble)) {
            return;
        }
        Grant grant = tokens.get(call.bearer());
        if (grant == null) {
            call.json(401, Json.object("message", "Bad credentials"));
        } else {
            resource.show(grant);
        }
    }

    private boolean fails(Call call, Trouble trouble) throws IOException {
        switch (trouble) {
            case NONE -> {
                return false;
            }
            case DOWN -> call.answer(503, "text/html", "<h1>Service Unavailable</h1>");
            case TOO_MANY_REQUESTS -> {
                call.header("Retry-After", "60");
                call.json(429, Json.object("message", "You are being rate limited.", "retry_after", 60));
            }
            case NONSENSE -> call.answer(200, "text/html", "<h1>Welcome to this hotel's network</h1>");
            case SILENT -> silent(call);
        }
        return true;
    }

    private void silent(Call call) throws IOException {
        try {
            silence.await(SILENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        call.answer(503, "text/html", "");
    }
}

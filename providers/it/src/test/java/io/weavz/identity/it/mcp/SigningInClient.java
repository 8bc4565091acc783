package io.weavz.identity.it.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.weavz.identity.it.harness.Answer;
import io.weavz.identity.it.harness.FormBrowser;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Pkce;
import io.weavz.identity.it.harness.Weavz;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An MCP client that knows nothing but the address of a server, and finds out the rest as the specification says. */
final class SigningInClient {
    /** A page of the realm itself, so that browsers have where to arrive. */
    private static final String HOME = Weavz.server().url() + "/health";

    private final String endpoint;
    private final JsonNode authorizationServer;
    private final String clientId;
    private final String challengedScope;

    private SigningInClient(String endpoint, JsonNode authorizationServer, String clientId, String challengedScope) {
        this.endpoint = endpoint;
        this.authorizationServer = authorizationServer;
        this.clientId = clientId;
        this.challengedScope = challengedScope;
    }

    /** From the refusal to the metadata of the server, to those of the authorization server, to a client of its own. */
    static SigningInClient discover(String endpoint) {
        Answer refused = Http.post(endpoint).body("application/json", "{}").expect(401);
        Answer resource = Http.get(parameter(refused, "resource_metadata")).expect(200);
        assertThat(resource.text("/resource")).isEqualTo(endpoint);
        URI issuer = URI.create(resource.text("/authorization_servers/0"));
        JsonNode server = Http.get(issuer.resolve("/.well-known/oauth-authorization-server" + issuer.getPath())
                        .toString())
                .expect(200)
                .json();
        assertThat(server.path("issuer").asText()).isEqualTo(issuer.toString());
        assertThat(server.path("code_challenge_methods_supported").toString()).contains("S256");
        String clientId = register(server.path("registration_endpoint").asText(), HOME)
                .expect(201)
                .text("/client_id");
        return new SigningInClient(endpoint, server, clientId, parameter(refused, "scope"));
    }

    /** The same client at another server. */
    SigningInClient at(String otherEndpoint) {
        return new SigningInClient(otherEndpoint, authorizationServer, clientId, challengedScope);
    }

    static Answer register(String registrationEndpoint, String redirectUri) {
        return Http.post(registrationEndpoint)
                .json(
                        "client_name",
                        "A client of the tests",
                        "application_type",
                        "native",
                        "token_endpoint_auth_method",
                        "none",
                        "grant_types",
                        Json.array("authorization_code", "refresh_token"),
                        "response_types",
                        Json.array("code"),
                        "redirect_uris",
                        Json.array(redirectUri))
                .send();
    }

    static String registrationEndpoint() {
        return Weavz.server().url() + "/clients-registrations/openid-connect";
    }

    /** A parameter of the challenge; the test fails when it is missing. */
    static String parameter(Answer answer, String name) {
        String challenge = answer.header("WWW-Authenticate").orElse("");
        Matcher matcher = Pattern.compile(name + "=\"([^\"]*)\"").matcher(challenge);
        assertThat(matcher.find()).as(name + " in " + challenge).isTrue();
        return matcher.group(1);
    }

    String challengedScope() {
        return challengedScope;
    }

    /** Where the person's browser is sent. */
    String authorization(String scope) {
        return authorizationServer.path("authorization_endpoint").asText() + "?response_type=code&client_id=" + clientId
                + "&state=s&scope=" + Http.encode(scope) + "&resource=" + Http.encode(endpoint)
                + "&code_challenge_method=S256&code_challenge=" + Pkce.challenge() + "&redirect_uri="
                + Http.encode(HOME);
    }

    /** Signs the person in with a browser of their own, approves what was not approved before, and redeems the code. */
    Answer signIn(People.Person person, String scope) {
        FormBrowser browser = new FormBrowser();
        FormBrowser.Page page = browser.open(authorization(scope));
        while (page.asks("username") || page.asks("password")) {
            page = page.asks("password")
                    ? browser.submit(page, "username", person.email(), "password", People.PASSWORD)
                    : browser.submit(page, "username", person.email());
        }
        return redeem(
                page.url().startsWith(HOME)
                        ? page.url()
                        : browser.submit(page, "code", page.value("code"), "accept", "Yes")
                                .url());
    }

    /** @param arrived where the browser has come back to, with the code */
    Answer redeem(String arrived) {
        assertThat(arrived).startsWith(HOME + "?").contains("iss=", "state=s");
        Matcher code = Pattern.compile("[?&]code=([^&]+)").matcher(arrived);
        assertThat(code.find()).as(arrived).isTrue();
        return token(
                "grant_type",
                "authorization_code",
                "code",
                code.group(1),
                "redirect_uri",
                HOME,
                "code_verifier",
                Pkce.VERIFIER,
                "client_id",
                clientId,
                "resource",
                endpoint);
    }

    /** @param more of the form, names and values in turn, such as {@code scope} for fewer of them */
    Answer refresh(String refreshToken, String... more) {
        List<String> form = new ArrayList<>(List.of(
                "grant_type",
                "refresh_token",
                "refresh_token",
                refreshToken,
                "client_id",
                clientId,
                "resource",
                endpoint));
        form.addAll(List.of(more));
        return token(form.toArray(String[]::new));
    }

    private Answer token(String... form) {
        return Http.post(authorizationServer.path("token_endpoint").asText())
                .form(form)
                .send();
    }
}

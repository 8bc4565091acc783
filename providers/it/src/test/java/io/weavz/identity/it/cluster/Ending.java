package io.weavz.identity.it.cluster;

import io.weavz.identity.it.harness.Device;
import io.weavz.identity.it.harness.Fixture;
import io.weavz.identity.it.harness.Http;
import io.weavz.identity.it.harness.Json;
import io.weavz.identity.it.harness.Organization;
import io.weavz.identity.it.harness.People;
import io.weavz.identity.it.harness.Weavz;
import java.time.Instant;
import java.util.function.Function;

/** The ways in which node A takes a credential away from an organization that has one of everything. */
enum Ending {
    KEY_REGENERATED(own -> apiKey(own, () -> post(own, "/api-keys/" + own.apiKeyId() + "/regenerate"))),
    KEY_DISABLED(own -> apiKey(own, () -> patch(own, "/api-keys/" + own.apiKeyId()))),
    SERVICE_KEY_DELETED(Ending::serviceKey),
    ORGANIZATION_DISABLED(own -> apiKey(
            own,
            () -> Http.patch("/api/v1/admin/organizations/" + own.id())
                    .header("X-Service-Key", Weavz.server().bootstrapServiceKey())
                    .json("enabled", false)
                    .expect(200))),
    ORGANIZATION_DELETED(own -> apiKey(own, () -> delete(own, "/orgs/" + own.id()))),
    WORKSPACE_SUSPENDED(own -> mcpToken(
            own,
            () -> service(own, "PATCH", "/workspaces/" + own.workspaceId())
                    .json("suspended", true)
                    .expect(200))),
    WORKSPACE_DELETED(own -> mcpToken(own, () -> delete(own, "/workspaces/" + own.workspaceId()))),
    SERVER_DELETED(own -> mcpToken(own, () -> delete(own, "/mcp/servers/" + own.mcpServerId()))),
    SERVER_TOKEN_REGENERATED(own ->
            mcpToken(own, () -> post(own, "/mcp/servers/" + own.mcpServerId() + "/regenerate-token"))),
    END_USER_DISABLED(Ending::endUser),
    ORGANIZATION_DISABLED_IN_KEYCLOAK(own -> apiKey(own, () -> disabledInKeycloak(own))),
    ORGANIZATION_DELETED_IN_KEYCLOAK(own -> apiKey(
            own, () -> People.admin("DELETE", "/organizations/" + own.id()).expect(204))),
    DEVICE_SIGNED_OUT(Ending::device),
    SESSION_SIGNED_OUT(Ending::session),
    SESSION_ENDED_IN_KEYCLOAK(own -> person(
            own, id -> () -> People.admin("POST", "/users/" + id + "/logout").expect(204))),
    PERSON_DISABLED_IN_KEYCLOAK(own -> person(own, id -> () -> People.setEnabled(id, false))),
    MEMBER_REMOVED_IN_KEYCLOAK(own -> person(
            own,
            id -> () -> People.admin("DELETE", "/organizations/" + own.id() + "/members/" + id)
                    .expect(204)));

    private final Function<Organization, Subject> subject;

    Ending(Function<Organization, Subject> subject) {
        this.subject = subject;
    }

    /** A credential of a new organization. */
    Subject subject() {
        return subject.apply(Fixture.organization(Weavz.server()));
    }

    private static Subject apiKey(Organization own, Runnable end) {
        return Subject.of(own.apiKey(), end);
    }

    private static Subject mcpToken(Organization own, Runnable end) {
        return new Subject(node -> node.verify(own.mcpToken(), own.mcpServerId()), end);
    }

    private static Subject serviceKey(Organization own) {
        var made = Http.post("/api/v1/service-keys")
                .bearer(Weavz.server().operatorToken())
                .json(
                        "name",
                        "cluster",
                        "organizations",
                        Json.array(own.id()),
                        "expiresAt",
                        Instant.now().plusSeconds(3600).toString())
                .expect(201);
        return new Subject(
                node -> Http.get(node.url() + "/api/v1/verify").serviceKey(made.text("/plainKey"), own.id()),
                () -> Http.delete("/api/v1/service-keys/" + made.text("/serviceKey/id"))
                        .bearer(Weavz.server().operatorToken())
                        .expect(200));
    }

    private static Subject endUser(Organization own) {
        String id = service(own, "POST", "/end-users")
                .json("workspaceId", own.workspaceId(), "externalId", "u")
                .expect(201)
                .text("/endUser/id");
        String token = service(own, "POST", "/mcp/servers/" + own.mcpServerId() + "/access-tokens")
                .json("endUserId", "u")
                .expect(201)
                .text("/accessToken");
        return new Subject(node -> node.verify(token, own.mcpServerId()), () -> patch(own, "/end-users/" + id));
    }

    private static Subject device(Organization own) {
        People.Person person = People.member(own, "member");
        String token =
                Device.tokens(person, own.workspaceId(), own.mcpEndpoint()).text("/access_token");
        String session = person.token();
        return new Subject(
                node -> node.verify(token, own.mcpServerId()),
                () -> Http.delete("/api/v1/devices").bearer(session).expect(200));
    }

    private static Subject session(Organization own) {
        String token = People.member(own, "member").token();
        return Subject.of(
                token,
                () -> Http.post("/api/auth/sign-out").bearer(token).json().expect(200));
    }

    private static Subject person(Organization own, Function<String, Runnable> end) {
        People.Person person = People.member(own, "member");
        return Subject.of(person.token(), end.apply(person.id()));
    }

    private static void disabledInKeycloak(Organization own) {
        var model = People.admin("GET", "/organizations/" + own.id()).expect(200);
        People.admin("PUT", "/organizations/" + own.id())
                .json("enabled", false, "name", model.text("/name"), "alias", model.text("/alias"))
                .expect(204);
    }

    private static void patch(Organization own, String path) {
        service(own, "PATCH", path).json("enabled", false).expect(200);
    }

    private static void post(Organization own, String path) {
        service(own, "POST", path).expect(200);
    }

    private static void delete(Organization own, String path) {
        service(own, "DELETE", path).expect(200);
    }

    private static Http service(Organization own, String method, String path) {
        return Http.method(method, "/api/v1" + path).serviceKey(Weavz.server().bootstrapServiceKey(), own.id());
    }
}

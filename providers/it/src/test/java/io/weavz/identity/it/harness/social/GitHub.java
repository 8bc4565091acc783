package io.weavz.identity.it.harness.social;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weavz.identity.it.harness.Json;
import java.io.IOException;
import java.util.Set;

/** GitHub: OAuth 2.0 whose token endpoint says 200 to everything, a profile without the private address, and addresses. */
final class GitHub extends SocialProvider {

    GitHub() {
        super("github");
    }

    @Override
    Set<String> hosts() {
        return Set.of("github.com", "api.github.com");
    }

    @Override
    void answer(Call call) throws IOException {
        switch (call.endpoint()) {
            case "GET github.com/login/oauth/authorize", "POST github.com/login/oauth/authorize" -> authorize(call);
            case "POST github.com/login/oauth/access_token" -> token(call);
            case "GET api.github.com/user" -> withToken(call, grant -> call.json(200, profile(grant.person())));
            case "GET api.github.com/user/emails" ->
                withToken(call, grant -> {
                    if (grant.scopes().contains("user:email")) {
                        call.json(200, emails(grant.person()));
                    } else {
                        call.json(404, Json.object("message", "Not Found"));
                    }
                });
            default -> call.json(404, Json.object("message", "Not Found"));
        }
    }

    private static ObjectNode profile(SocialPerson person) {
        return Json.object(
                "id",
                Long.parseLong(person.id()),
                "login",
                person.username(),
                "name",
                person.name(),
                "email",
                null,
                "avatar_url",
                person.picture().orElse(null));
    }

    private static ArrayNode emails(SocialPerson person) {
        ArrayNode emails = Json.array(Json.object(
                "email",
                person.username() + "@users.noreply.github.test",
                "primary",
                false,
                "verified",
                true,
                "visibility",
                null));
        person.email()
                .ifPresent(email -> emails.add(Json.object(
                        "email", email, "primary", true, "verified", person.emailVerified(), "visibility", "private")));
        return emails;
    }

    @Override
    ObjectNode tokenAnswer(String accessToken, Grant grant) {
        return Json.object(
                "access_token", accessToken, "scope", String.join(",", grant.scopes()), "token_type", "bearer");
    }

    @Override
    void tokenError(Call call, int status, String error) throws IOException {
        String name = error.equals("invalid_client") ? "incorrect_client_credentials" : "bad_verification_code";
        tokens(call, Json.object("error", name));
    }

    /** A form, as GitHub speaks unless it is asked for JSON. */
    @Override
    void tokens(Call call, ObjectNode answer) throws IOException {
        if (call.wantsJson()) {
            call.json(200, answer);
            return;
        }
        StringBuilder form = new StringBuilder();
        answer.properties()
                .forEach(field -> form.append(form.isEmpty() ? "" : "&")
                        .append(field.getKey())
                        .append('=')
                        .append(field.getValue().asText()));
        call.answer(200, "application/x-www-form-urlencoded; charset=utf-8", form.toString());
    }
}

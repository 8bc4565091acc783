package io.weavz.identity.it.harness.social;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weavz.identity.it.harness.Json;
import java.io.IOException;
import java.util.Set;

/** Discord: OAuth 2.0 whose scopes decide what the profile shows. */
final class Discord extends SocialProvider {
    private static final int LIFETIME = 604_800;

    Discord() {
        super("discord");
    }

    @Override
    Set<String> hosts() {
        return Set.of("discord.com");
    }

    @Override
    void answer(Call call) throws IOException {
        switch (call.endpoint()) {
            case "GET discord.com/api/oauth2/authorize", "POST discord.com/api/oauth2/authorize" -> authorize(call);
            case "POST discord.com/api/oauth2/token" -> token(call);
            case "GET discord.com/api/users/@me" -> withToken(call, grant -> call.json(200, profile(grant)));
            case "GET discord.com/api/users/@me/guilds" ->
                withToken(call, grant -> {
                    if (grant.scopes().contains("guilds")) {
                        call.json(200, guilds(grant.person()));
                    } else {
                        call.json(401, Json.object("message", "401: Unauthorized", "code", 0));
                    }
                });
            default -> call.json(404, Json.object("message", "404: Not Found", "code", 0));
        }
    }

    private static ObjectNode profile(Grant grant) {
        SocialPerson person = grant.person();
        ObjectNode profile = Json.object(
                "id",
                person.id(),
                "username",
                person.username(),
                "discriminator",
                "0",
                "global_name",
                person.name().isEmpty() ? null : person.name(),
                "avatar",
                person.picture().orElse(null),
                "mfa_enabled",
                false);
        if (grant.scopes().contains("email")) {
            profile.put("email", person.email().orElse(null));
            profile.put("verified", person.emailVerified());
        }
        return profile;
    }

    private static ArrayNode guilds(SocialPerson person) {
        ArrayNode guilds = Json.array();
        person.guilds().forEach(id -> guilds.add(Json.object("id", id, "name", "Guild " + id, "owner", false)));
        return guilds;
    }

    @Override
    ObjectNode tokenAnswer(String accessToken, Grant grant) {
        return Json.object(
                "access_token",
                accessToken,
                "token_type",
                "Bearer",
                "expires_in",
                LIFETIME,
                "scope",
                String.join(" ", grant.scopes()));
    }
}

package io.weavz.identity.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What the administrator sees of accounts and providers. */
public final class SocialAccounts {
    private SocialAccounts() {}

    /** The accounts with that address. */
    public static JsonNode withEmail(String email) {
        return People.admin("GET", "/users?exact=true&email=" + Http.encode(email))
                .expect(200)
                .json();
    }

    /** The providers that the account is linked to. */
    public static List<String> links(String userId) {
        List<String> aliases = new ArrayList<>();
        People.admin("GET", "/users/" + userId + "/federated-identity")
                .expect(200)
                .json()
                .forEach(link -> aliases.add(link.path("identityProvider").asText()));
        return aliases;
    }

    public static ObjectNode provider(String alias) {
        return (ObjectNode) People.admin("GET", "/identity-provider/instances/" + alias)
                .expect(200)
                .json();
    }

    public static void setEnabled(String alias, boolean enabled) {
        People.admin("PUT", "/identity-provider/instances/" + alias)
                .json(provider(alias).put("enabled", enabled))
                .expect(204);
    }

    /** The events of that kind in the realm's log, the last one first. */
    public static JsonNode events(String type) {
        JsonNode events =
                People.admin("GET", "/events?type=" + type).expect(200).json();
        assertThat(events).isNotEmpty();
        return events;
    }
}

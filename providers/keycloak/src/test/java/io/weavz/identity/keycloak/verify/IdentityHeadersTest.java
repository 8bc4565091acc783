package io.weavz.identity.keycloak.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.weavz.identity.access.decision.Principal;
import io.weavz.identity.access.lookup.AuthMethod;
import io.weavz.identity.access.lookup.KnownCredential.EndUserBinding;
import io.weavz.identity.access.lookup.Subject;
import io.weavz.identity.access.plan.Plan;
import io.weavz.identity.access.registry.Organization;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IdentityHeadersTest {
    private static Map<String, String> headers(
            String id, Optional<Set<String>> workspaces, Optional<EndUserBinding> endUser) {
        Organization acme =
                new Organization(id, "Acme", "s".repeat(64), Plan.PRO, true, "u", Instant.EPOCH, Instant.EPOCH);
        return IdentityHeaders.of(new Principal(
                AuthMethod.MCP_BEARER,
                UUID.randomUUID().toString(),
                acme,
                new Subject(UUID.randomUUID().toString(), "u"),
                Optional.empty(),
                workspaces,
                Set.of("mcp:tools"),
                Optional.empty(),
                endUser,
                Instant.EPOCH,
                Optional.empty()));
    }

    @Test
    void theSetIsCompleteAndAbsentValuesAreEmpty() {
        Map<String, String> headers = headers("id", Optional.empty(), Optional.empty());

        assertThat(headers)
                .hasSize(10)
                .allSatisfy((name, value) -> assertThat(name).startsWith("X-Weavz-"));
        assertThat(headers).containsEntry("X-Weavz-Project-Ids", "").containsEntry("X-Weavz-End-User-Id", "");
    }

    @Test
    @DisplayName("case 16: line breaks, commas and other alphabets are encoded")
    void valuesAreVisibleAscii() {
        EndUserBinding endUser = new EndUserBinding("e", "a\r\nX: 1, é", true);

        String value = headers("id", Optional.empty(), Optional.of(endUser)).get("X-Weavz-End-User-Id");

        assertThat(value).isEqualTo("a%0D%0AX:%201%2C%20%C3%A9");
    }

    @Test
    void theNamesAreThoseThatGatewaysStrip() {
        assertThat(headers("id", Optional.empty(), Optional.empty()).keySet())
                .containsExactlyInAnyOrder(
                        "X-Weavz-Org-Id",
                        "X-Weavz-Org-Slug",
                        "X-Weavz-Plan",
                        "X-Weavz-Subject",
                        "X-Weavz-Auth-Method",
                        "X-Weavz-Credential-Id",
                        "X-Weavz-Project-Ids",
                        "X-Weavz-Scopes",
                        "X-Weavz-End-User-Id",
                        "X-Weavz-Mcp-Server-Id");
    }

    @Test
    @DisplayName("case 16: no value has anything but visible ASCII, whatever it is made of")
    void noValueHasAnythingButVisibleAscii() {
        String hostile = "a\r\nX-Weavz-Plan: enterprise\u0000\u0085\u2028\ud83d\ude00\t%0d,\u007f";

        assertThat(headers(hostile, Optional.of(Set.of("w")), Optional.of(new EndUserBinding("e", hostile, true))))
                .allSatisfy((name, value) -> assertThat(value).matches("[\\x20-\\x7e]*"));
        assertThat(headers(hostile, Optional.empty(), Optional.empty()).get("X-Weavz-Org-Id"))
                .doesNotContain(",", " ")
                .contains("%250d%2C%7F");
    }

    @Test
    void fiftyProjectsAndTheLongestEndUserStayUnderFourKilobytes() {
        Set<String> fifty =
                Stream.generate(() -> UUID.randomUUID().toString()).limit(50).collect(Collectors.toSet());
        EndUserBinding endUser = new EndUserBinding("e", "東".repeat(255), true);

        int ofKey = size(headers(UUID.randomUUID().toString(), Optional.of(fifty), Optional.empty()));
        int ofEndUser = size(headers(UUID.randomUUID().toString(), Optional.of(Set.of("w")), Optional.of(endUser)));

        assertThat(ofKey).isLessThan(4096);
        assertThat(ofEndUser).isLessThan(4096);
    }

    private static int size(Map<String, String> headers) {
        return headers.entrySet().stream()
                .mapToInt(header -> header.getKey().length() + header.getValue().length() + 4)
                .sum();
    }
}

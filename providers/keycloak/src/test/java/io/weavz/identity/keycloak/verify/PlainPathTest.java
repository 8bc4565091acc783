package io.weavz.identity.keycloak.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainPathTest {
    @Test
    void whatIsWrittenPlainlyIsTakenApart() {
        assertThat(PlainPath.of("/realms/weavz/api/v1/verify")).hasValue(new PlainPath("weavz", ""));
        assertThat(PlainPath.of("/realms/weavz/api/v1/verify/")).hasValue(new PlainPath("weavz", ""));
        assertThat(PlainPath.of("/realms/weavz/api/v1/verify/mcp/srv_a/x"))
                .hasValue(new PlainPath("weavz", "mcp/srv_a/x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/realms/weavz/api/v1/verifyx",
                "/realms/weavz/api/v1/x/../verify",
                "/realms/weavz/api/v1/%76erify",
                "/realms/weavz/api/v1/verify/srv_a;b",
                "/realms/weavz/api/v1/verify//a",
                "/realms/weavz/api/v1/verify/.",
                "/realms//api/v1/verify",
                "/realms/weavz",
                "/realms/",
                ""
            })
    @DisplayName("case 18: what can be read in two ways is not plain")
    void anythingElseIsNone(String path) {
        assertThat(PlainPath.of(path)).isEmpty();
    }
}

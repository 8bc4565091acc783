package io.weavz.identity.keycloak.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedOriginsTest {
    private static final TrustedOrigins TRUSTED = TrustedOrigins.of(List.of(
            "https://app.example.com", "https://*.example.org", "*.example.net", "http://localhost:*", "myapp://"));

    @ParameterizedTest
    @CsvSource({
        "https://app.example.com, true",
        "http://app.example.com, false",
        "https://app.example.com:8443, false",
        "https://app.example.com.evil.test, false",
        "https://appxexample.com, false",
        "https://evil.test/https://app.example.com, false",
        "https://a.example.org, true",
        "https://a.b.example.org, true",
        "https://example.org, false",
        "https://evilexample.org, false",
        "https://a.example.org.evil.test, false",
        "http://x.example.net, true",
        "https://x.example.net, true",
        "http://localhost:3001, true",
        "http://localhost, false",
        "http://localhost:3001.evil.test, false",
        "http://localhost:300100, false",
        "myapp://, true",
        "null, false",
        "'', false",
    })
    @DisplayName("case 44: an origin is trusted as a whole, never by how it begins or ends")
    void anOriginIsTrustedAsAWhole(String origin, boolean trusted) {
        assertThat(TRUSTED.contains(origin)).isEqualTo(trusted);
    }

    @ParameterizedTest
    @CsvSource({
        "https://a.example/x?y=1, https://a.example",
        "http://a.example:8080/, http://a.example:8080",
        "https://user@a.example/, ",
        "javascript:alert(1), ",
        "//a.example/, ",
        "/relative, ",
        "'https://a b/', ",
    })
    void theOriginOfAnAddressIsSchemeHostAndPort(String address, String origin) {
        assertThat(TrustedOrigins.originOf(address).orElse(null)).isEqualTo(origin);
    }
}

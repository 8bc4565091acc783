package io.weavz.identity.keycloak.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.HttpHeaders;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientAddressTest {
    private static final String PEER = "10.0.0.9";

    private static HttpHeaders forwarded(String... values) {
        return (HttpHeaders) Proxy.newProxyInstance(
                HttpHeaders.class.getClassLoader(),
                new Class<?>[] {HttpHeaders.class},
                (proxy, method, arguments) -> "X-Forwarded-For".equals(arguments[0]) ? List.of(values) : null);
    }

    @ParameterizedTest
    @CsvSource({
        "0, '1.1.1.1', 10.0.0.9",
        "1, '1.1.1.1', 1.1.1.1",
        "1, '6.6.6.6, 1.1.1.1', 1.1.1.1",
        "2, '6.6.6.6, 1.1.1.1, 10.0.0.2', 1.1.1.1",
        "2, '1.1.1.1', 10.0.0.9",
        "1, 'evil.example', 10.0.0.9",
        "1, '', 10.0.0.9",
        "1, '1.1.1.1:123', 10.0.0.9",
        "1, '::ffff:1.1.1.1', 1.1.1.1",
        "1, '2001:db8:1:2:3:4:5:6', 20010db800010002",
        "1, '2001:db8:1:2:ffff::1', 20010db800010002",
    })
    @DisplayName("case 15: of X-Forwarded-For only what the configured proxies added is believed")
    void onlyTheConfiguredHopIsBelieved(int hops, String header, String address) {
        assertThat(ClientAddress.of(PEER, forwarded(header), hops)).isEqualTo(address);
    }

    @Test
    void severalHeadersAreOneList() {
        assertThat(ClientAddress.of(PEER, forwarded("6.6.6.6", "1.1.1.1"), 1)).isEqualTo("1.1.1.1");
        assertThat(ClientAddress.of(PEER, forwarded(), 1)).isEqualTo(PEER);
    }
}

package io.weavz.identity.keycloak.verify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedRequestTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/mcp/srv_abc",
                "/mcp/server_abc",
                "/mcp/abc",
                "/mcp/srv_abc/",
                "/mcp/srv_abc/sse",
                "/mcp/srv_abc?x=/mcp/srv_other",
                "/realms/weavz/mcp/srv_abc",
            })
    void aPlainPathNamesItsServer(String uri) {
        assertThat(ForwardedRequest.mcpServer(uri)).hasValue("abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "", "/api/v1/connections", "/mcpx/abc", "/files/a%2Fb", "/x?y=/mcp/srv_abc", "/docs/%"})
    void anotherPathNamesNone(String uri) {
        assertThat(ForwardedRequest.mcpServer(uri)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/mcp/srv_abc/../srv_other",
                "/mcp/srv_abc/%2e%2e/srv_other",
                "//mcp/srv_abc",
                "//mcp//abc",
                "/MCP/srv_abc",
                "/mcp;x/srv_abc",
                "/x/..;/mcp/srv_abc",
                "/%6dcp/srv_abc",
                "/%256dcp/srv_abc",
                "/x%2Fmcp%2Fsrv_abc",
                "/%zz/../%6dcp/srv_abc",
                "/mcp/%zz/srv_abc",
                "\\mcp\\srv_abc",
                "/mcp",
            })
    @DisplayName("case 18: a detour to a server names one that nobody has")
    void aDetourNamesAServerThatNobodyHas(String uri) {
        assertThat(ForwardedRequest.mcpServer(uri)).hasValue("");
    }

    @Test
    void aPercentSignThatCodesNothingIsNoFault() {
        assertThat(ForwardedRequest.mcpServer("/mcp/%zz")).hasValue("");
    }
}

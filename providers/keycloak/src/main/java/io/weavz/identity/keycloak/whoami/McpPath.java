package io.weavz.identity.keycloak.whoami;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of an MCP server as a path below {@code mcp}: {@code srv_x}, {@code server_x} or {@code x}.
 *
 * @param serverId empty where the path is no server's, so that nobody's token is good for it
 * @param oauth whether it is the address below, where clients find out how to sign in
 */
record McpPath(String serverId, boolean oauth) {

    private static final Pattern SERVER = Pattern.compile("(?:srv_|server_)?([a-z0-9]{1,64})");

    static McpPath of(String segment, boolean oauth) {
        Matcher server = SERVER.matcher(segment);
        return new McpPath(server.matches() ? server.group(1) : "", oauth);
    }
}

package io.weavz.identity.distribution;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** What a person sees when the server answers: where it is, who may sign in, and commands to paste. */
final class Banner {
    private final URI rootUrl;
    private final Credentials credentials;

    Banner(URI rootUrl, Credentials credentials) {
        this.rootUrl = rootUrl;
        this.credentials = credentials;
    }

    String text() {
        List<String> lines = new ArrayList<>(List.of(
                "",
                "Weavz identity answers at " + get("BASE_URL"),
                "",
                "Keycloak's console   " + rootUrl + "/admin/",
                "  administrator      " + get("KEYCLOAK_ADMIN_USERNAME") + "  " + get("KEYCLOAK_ADMIN_PASSWORD"),
                "Identity admin       " + get("ADMIN_EMAIL") + "  " + get("ADMIN_PASSWORD"),
                "Owner of acme        " + get("OWNER_EMAIL") + "  " + get("OWNER_PASSWORD"),
                "",
                "API key, service key, MCP token, session of the owner: each answers 200"));
        lines.addAll(commands());
        lines.addAll(List.of("", "All of it: " + credentials.file().toAbsolutePath(), "Stop with Ctrl-C", ""));
        return String.join("\n", lines);
    }

    List<String> commands() {
        String workspaces = get("BASE_URL") + "/api/v1/workspaces";
        List<String> commands = new ArrayList<>(List.of(
                curl(workspaces, "Authorization: Bearer " + get("API_KEY")),
                curl(workspaces, "X-Service-Key: " + get("SERVICE_KEY"), "X-Org-ID: " + get("ORG_ID")),
                whoami()));
        commands.add(session(workspaces));
        return commands;
    }

    /** Asks the diagnostic MCP server what the token stands for. */
    private String whoami() {
        return curl(get("MCP_ENDPOINT"), "Authorization: Bearer " + get("MCP_TOKEN"), "Content-Type: application/json")
                + " -d '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"whoami\"}}'";
    }

    private static String curl(String url, String... headers) {
        StringBuilder command = new StringBuilder("curl -i");
        for (String header : headers) {
            command.append(" -H '").append(header).append('\'');
        }
        return command.append(" '").append(url).append('\'').toString();
    }

    /** Signs in as a browser would, and goes on with the cookie. */
    private String session(String url) {
        String signIn =
                "curl -s -o /dev/null -c - -H 'Content-Type: application/json' -d '{\"email\":\"" + get("OWNER_EMAIL")
                        + "\",\"password\":\"" + get("OWNER_PASSWORD") + "\"}' '" + get("BASE_URL")
                        + "/api/auth/sign-in/email'";
        return signIn + " | curl -i -b - '" + url + "'";
    }

    private String get(String name) {
        return credentials.get(name);
    }
}

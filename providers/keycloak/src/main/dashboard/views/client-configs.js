/* Ready-to-paste configuration of MCP clients for one server, with its token or with a place for it. */
import {h} from "../dom.js";
import {t} from "../i18n.js";
import {copyable} from "../ui/dialog.js";
import {tabs} from "../ui/tabs.js";

/**
 * @param token absent when it is not known any more: then a placeholder stands for it
 * @param onCopy called when one of them was copied
 */
export function clientConfigs({name, endpoint}, token = t("clients.placeholder"), onCopy = () => {}) {
  const key = name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "weavz";
  const authorization = `Bearer ${token}`;
  const entry = (client, where, text) => ({name: client, content: [h("p", {class: "hint"}, t(where)), copyable(client, text, onCopy)]});
  return tabs(t("clients.title"), [
    // Its file knows no remote servers with headers; mcp-remote stands between.
    entry("Claude Desktop", "clients.claude", json({
      mcpServers: {
        [key]: {
          command: "npx",
          args: ["-y", "mcp-remote", endpoint, "--header", "Authorization:${AUTHORIZATION}"],
          env: {AUTHORIZATION: authorization},
        },
      },
    })),
    entry("Cursor", "clients.cursor", json({
      mcpServers: {[key]: {url: endpoint, headers: {Authorization: authorization}}},
    })),
    entry("VS Code", "clients.vscode", json({
      servers: {[key]: {type: "http", url: endpoint, headers: {Authorization: authorization}}},
    })),
    entry("curl", "clients.curl", [
      `curl ${endpoint} \\`,
      `  -H "Authorization: ${authorization}" \\`,
      "  -H \"Content-Type: application/json\" \\",
      "  -H \"Accept: application/json, text/event-stream\" \\",
      "  -d '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}'",
    ].join("\n")),
  ]);
}

function json(value) {
  return JSON.stringify(value, null, 2);
}

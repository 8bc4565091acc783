// Calls each tool of an MCP server and prints what it says: node client.mjs http|sse ADDRESS, with the token in MCP_TOKEN.
import {Client} from "@modelcontextprotocol/sdk/client/index.js";
import {SSEClientTransport} from "@modelcontextprotocol/sdk/client/sse.js";
import {StreamableHTTPClientTransport} from "@modelcontextprotocol/sdk/client/streamableHttp.js";

const [kind, address] = process.argv.slice(2);
const Transport = kind === "sse" ? SSEClientTransport : StreamableHTTPClientTransport;
const requestInit = {headers: {Authorization: `Bearer ${process.env.MCP_TOKEN}`}};

const client = new Client({name: "example", version: "1"});
try {
  await client.connect(new Transport(new URL(address), {requestInit}));
  const {tools} = await client.listTools();
  for (const {name} of tools) {
    const {structuredContent} = await client.callTool({name, arguments: {}});
    console.log(JSON.stringify({[name]: structuredContent}));
  }
  await client.close();
} catch (error) {
  console.log(`refused: ${error.code ?? error.name}`);
  process.exitCode = 1;
}

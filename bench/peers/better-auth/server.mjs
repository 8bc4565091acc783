// GET / with "Authorization: Bearer <key>" asks better-auth's api-key plugin: 200 or 401. It makes its keys at the
// start, writes them to KEYS_FILE, one after the other without a separator, and then says "ready".
//
// PORT, KEYS, KEYS_FILE, STORAGE ("database" or "secondary-storage", which here is a Map of this process) and the PG…
// variables of libpq come from the environment.
import { createServer } from "node:http";
import { writeFileSync } from "node:fs";
import { betterAuth } from "better-auth";
import { getMigrations } from "better-auth/db/migration";
import { apiKey } from "@better-auth/api-key";
import pg from "pg";

const AT_ONCE = 16;
const USERS = 100;

const map = new Map();
const pool = new pg.Pool();
const options = {
  database: pool,
  baseURL: `http://127.0.0.1:${process.env.PORT}`,
  secret: "a secret of the benchmark, which protects nothing",
  logger: { disabled: true },
  telemetry: { enabled: false },
  emailAndPassword: { enabled: true },
  secondaryStorage: {
    get: (key) => map.get(key) ?? null,
    set: (key, value) => void map.set(key, value),
    delete: (key) => void map.delete(key),
  },
  // Its limit by key, ten requests a day unless told otherwise, would refuse what is to be measured.
  plugins: [apiKey({ storage: process.env.STORAGE, rateLimit: { enabled: false } })],
};
const auth = betterAuth(options);

async function makeKeys(count) {
  const { runMigrations } = await getMigrations(options);
  await runMigrations();
  const { adapter } = await auth.$context;
  const users = [];
  for (let i = 0; i < USERS; i++) {
    const user = { name: `User ${i}`, email: `${process.env.STORAGE}-${i}@example.test`, emailVerified: true };
    users.push(await adapter.create({ model: "user", data: { ...user, createdAt: new Date(), updatedAt: new Date() } }));
  }
  const keys = [];
  // A user's keys are a list in the secondary storage, so nobody makes two keys at the same time.
  const makeFor = async (user) => {
    for (let i = 0; i < count / USERS; i++) {
      keys.push((await auth.api.createApiKey({ body: { userId: user.id } })).key);
    }
  };
  for (let i = 0; i < USERS; i += AT_ONCE) {
    await Promise.all(users.slice(i, i + AT_ONCE).map(makeFor));
  }
  return keys;
}

writeFileSync(process.env.KEYS_FILE, (await makeKeys(Number(process.env.KEYS))).join(""));

createServer(async (request, response) => {
  try {
    const key = (request.headers.authorization ?? "").replace(/^Bearer /, "");
    const result = await auth.api.verifyApiKey({ body: { key } });
    response.writeHead(result.valid ? 200 : 401, { "content-type": "application/json" });
    response.end(JSON.stringify(result));
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
}).listen(Number(process.env.PORT), "127.0.0.1", () => console.log("ready"));

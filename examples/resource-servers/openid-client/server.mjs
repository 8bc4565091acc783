// A resource server: says who is calling, as introspection (RFC 7662) has it.
//   ISSUER=http://localhost:8080/realms/weavz CLIENT_ID=weavz-gateway CLIENT_SECRET=… node server.mjs
import { createServer } from 'node:http'
import * as openid from 'openid-client'

const { ISSUER, CLIENT_ID, CLIENT_SECRET, PORT = '0', AUDIENCE = 'weavz-api' } = process.env

const issuer = new URL(ISSUER)
// Plain HTTP is for this machine alone.
const options = ['localhost', '127.0.0.1'].includes(issuer.hostname) ? { execute: [openid.allowInsecureRequests] } : {}
const config = await openid.discovery(issuer, CLIENT_ID, undefined, openid.ClientSecretBasic(CLIENT_SECRET), options)

function answer(response, status, body, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers })
  response.end(JSON.stringify(body))
}

const server = createServer(async (request, response) => {
  // Node keeps the first of two Authorization headers; the list of all tells that there were two.
  const values = request.headersDistinct.authorization ?? []
  const token = values.length === 1 ? /^bearer (.+)$/i.exec(values[0])?.[1] : undefined
  try {
    const found = token ? await openid.tokenIntrospection(config, token) : { active: false }
    // openid-client leaves audience and end to us.
    const good = found.active && [found.aud].flat().includes(AUDIENCE) && found.exp > Date.now() / 1000
    if (good) {
      answer(response, 200, { subject: found.sub, organization: found.org_id, method: found.auth_method })
    } else {
      const error = values.length > 0 ? ', error="invalid_token"' : ''
      answer(response, 401, { error: 'UNAUTHORIZED' }, { 'www-authenticate': `Bearer realm="weavz"${error}` })
    }
  } catch {
    answer(response, 503, { error: 'UNAVAILABLE' }, { 'retry-after': '1' })
  }
})
server.listen(Number(PORT), '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`))

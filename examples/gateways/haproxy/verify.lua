-- Asks verify about a request, and either says on it who is calling or answers it with verify's refusal.

local question = "http://" .. os.getenv("WEAVZ_ADDRESS") .. "/realms/weavz/api/v1/verify"
    -- Without this no JWT is minted, and the API is sent no Authorization.
    .. "?token=jwt"

-- Milliseconds. No answer is a refusal, and soon: HAProxy asks four times before it gives up.
local patience = 500

-- All that an answer depends on. Two of a name go along as two, so that verify sees what is ambiguous.
local told = { "host", "authorization", "x-service-key", "x-org-id", "cookie", "origin", "referer",
    "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host" }

-- What the API is sent, each of them always: a client's own was deleted, and an absent one is an absent claim.
local answered = { "authorization", "x-weavz-org-id", "x-weavz-org-slug", "x-weavz-plan", "x-weavz-subject",
    "x-weavz-auth-method", "x-weavz-credential-id", "x-weavz-project-ids", "x-weavz-scopes", "x-weavz-end-user-id",
    "x-weavz-mcp-server-id" }

-- What a client sees of a refusal, beside its status and its body.
local shown = { "content-type", "cache-control", "www-authenticate", "retry-after",
    "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset" }

local unavailable = '{"error":"UNAVAILABLE","message":"The service cannot answer now","code":"UNAVAILABLE"}'

-- HAProxy counts the values of a header from 0, Lua those of a list from 1.
local function values(headers, name)
    local list = {}
    for i = 0, #(headers[name] or {}) do
        list[#list + 1] = headers[name] and headers[name][i]
    end
    return list
end

local function refuse(txn, status, headers, body)
    local reply = txn:reply({ status = status, body = body })
    for _, name in ipairs(shown) do
        for _, value in ipairs(values(headers, name)) do
            reply:add_header(name, value)
        end
    end
    txn:done(reply)
end

core.register_action("verify", { "http-req" }, function(txn)
    local sent = txn.http:req_get_headers()
    local headers = {}
    for _, name in ipairs(told) do
        local list = values(sent, name)
        if #list > 0 then
            headers[name] = list
        end
    end
    -- As they were sent, and whatever the client says of them: verify decides by the address for which MCP server the
    -- request is, and by the method what a cookie may do.
    headers["x-forwarded-uri"] = { txn.sf:url() }
    headers["x-forwarded-method"] = { txn.sf:method() }

    local answer = core.httpclient():get({ url = question, headers = headers, timeout = patience })
    if answer == nil or answer.status == 0 or answer.status >= 500 or answer.status < 200 then
        refuse(txn, 503, {
            ["content-type"] = { [0] = "application/json" },
            ["cache-control"] = { [0] = "no-store" },
            ["retry-after"] = { [0] = "1" },
        }, unavailable)
    elseif answer.status ~= 200 then
        refuse(txn, answer.status, answer.headers, answer.body)
    end
    for _, name in ipairs(answered) do
        txn.http:req_del_header(name)
        for _, value in ipairs(values(answer.headers, name)) do
            txn.http:req_add_header(name, value)
        end
    end
end)

-- Sends HEAD .. piece .. TAIL from the environment. The pieces stand in the file PIECES, each WIDTH bytes long; PICKS is
-- a file of 32-bit indexes that says which one comes next, beginning at START, again from the first after the last unless
-- ONCE is set. Without PIECES all requests are the same.
local ffi = require("ffi")
ffi.cdef("int getpid(void); int kill(int pid, int signal);")
local SIGINT = 2

local head, tail = os.getenv("HEAD"), os.getenv("TAIL")

local function read(name)
  local file = assert(io.open(os.getenv(name), "rb"))
  local text = file:read("*a")
  file:close()
  return text
end

if os.getenv("PIECES") then
  local width = tonumber(os.getenv("WIDTH"))
  local pieces = read("PIECES")
  -- A global, as a pointer alone does not keep the text from being collected.
  sequence = read("PICKS")
  local picks = ffi.cast("const int32_t *", sequence)
  local length = #sequence / 4
  local at = tonumber(os.getenv("START")) % length
  local once = os.getenv("ONCE")
  local sub = string.sub

  function request()
    local start = picks[at] * width
    at = at + 1
    if at == length then
      at = 0
      -- As Ctrl-C does: wrk ends early and says what it has counted.
      if once then ffi.C.kill(ffi.C.getpid(), SIGINT) end
    end
    return head .. sub(pieces, start + 1, start + width) .. tail
  end
else
  wrk.format = function() return head .. tail end
end

function done(summary, latency)
  local errors = summary.errors
  print(table.concat({ "result", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), latency:percentile(99.9),
    errors.status, errors.connect + errors.read + errors.write + errors.timeout }, " "))
end

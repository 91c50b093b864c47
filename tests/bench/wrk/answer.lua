-- PUT of answers, each with a sequence higher than the last of its slot, as the player's autosave sends them.
-- BENCH_ANSWERS names a file with one slot per line: PATH TAB COOKIE TAB BODY, where %d in BODY is the sequence. The lines
-- take turns; with several times as many lines as connections no two requests write the same slot at once.
dofile(os.getenv("BENCH_SCRIPTS") .. "/report.lua")

local slots, turn = {}, 0
-- Between two runs on the same slots the sequence must go on rising.
local sequence = os.time() % 1000000 * 1000

function init()
  for line in io.lines(os.getenv("BENCH_ANSWERS")) do
    local path, cookie, body = line:match("^([^\t]+)\t([^\t]+)\t(.+)$")
    slots[#slots + 1] = {
      path = path,
      body = body,
      headers = { ["Cookie"] = cookie, ["Content-Type"] = "application/json", ["Sec-Fetch-Site"] = "same-origin" },
    }
  end
end

function request()
  turn = turn % #slots + 1
  if turn == 1 then sequence = sequence + 1 end
  local slot = slots[turn]
  return wrk.format("PUT", slot.path, slot.headers, (slot.body:gsub("%%d", tostring(sequence), 1)))
end

-- Posts comments as several members, each with a submission of its own; the members come from a file.
local members, path, serial, prefix = {}, "", 0, ""
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("place", threads)
end

function init(args)
  path, members, prefix = args[1], dofile(args[2]), args[3]
end

function request()
  serial = serial + 1
  local member = members[(serial + place) % #members + 1]
  local submission = string.format("%s-%04x-4000-8000-%012x", prefix, place, serial)
  local body = member.fixed .. "&submission=" .. submission .. "&text=" .. member.texts[serial % #member.texts + 1]
    .. "%20" .. place .. "." .. serial -- the same words again would be held
  return wrk.format("POST", path, {
    ["Content-Type"] = "application/x-www-form-urlencoded", ["Cookie"] = member.cookie,
  }, body)
end

local here = debug.getinfo(1, "S").source:sub(2)
dofile((here:gsub("post.lua$", "done.lua")))

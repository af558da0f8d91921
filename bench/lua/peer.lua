-- Posts one body again and again; SERIAL in it is replaced by a number that no other request has.
local path, body, prefix, serial, headers, threads = "", "", "", 0, {}, 0

function setup(thread)
  threads = threads + 1
  thread:set("place", threads)
end

function init(args)
  path, prefix, body = args[1], args[2], args[3]
  for i = 4, #args, 2 do headers[args[i]] = args[i + 1] end
end

function request()
  serial = serial + 1
  return wrk.format("POST", path, headers, (body:gsub("SERIAL", prefix .. place .. "x" .. serial)))
end

local here = debug.getinfo(1, "S").source:sub(2)
dofile((here:gsub("peer.lua$", "done.lua")))

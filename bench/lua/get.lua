-- Asks for one address again and again.
function init(args)
  for i = 1, #args, 2 do wrk.headers[args[i]] = args[i + 1] end
end

local here = debug.getinfo(1, "S").source:sub(2)
dofile((here:gsub("get.lua$", "done.lua")))

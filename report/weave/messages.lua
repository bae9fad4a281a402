-- What is wrong with a document: all of it is collected and said at once, in
-- the order of the lines, and then nothing is written.

local messages = { path = "?", list = {} }

local said = {}

-- Data can stand in a message; it must not steer the terminal.
local function printable(text)
	return (text:gsub("%c", function(c)
		return ("\\x%02x"):format(c:byte())
	end))
end

function messages.add(line, ...)
	local what = string.format(...)
	local entry = ("%s:%d: weave: %s"):format(messages.path, line,
		printable(what))
	if said[entry] then
		return
	end
	said[entry] = true
	table.insert(messages.list, { line = line, text = entry,
		order = #messages.list })
end

-- Leaves with status 1 if anything was wrong.
function messages.stop_if_any()
	if #messages.list == 0 then
		return
	end
	table.sort(messages.list, function(a, b)
		if a.line ~= b.line then
			return a.line < b.line
		end
		return a.order < b.order
	end)
	for _, entry in ipairs(messages.list) do
		io.stderr:write(entry.text, "\n")
	end
	os.exit(1)
end

-- For what makes going on pointless: a file that cannot be read.
function messages.fatal(...)
	io.stderr:write("weave: ", printable(string.format(...)), "\n")
	os.exit(1)
end

return messages

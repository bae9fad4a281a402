-- The tables that the page prints from: the ledger, the verdicts, the scores.

local messages = require "weave.messages"

local ledger = { entries = {}, order = {}, notes = {} }

local function split(text, separator)
	local cells = {}
	for cell in (text .. separator):gmatch("(.-)" .. separator) do
		table.insert(cells, cell)
	end
	return cells
end

ledger.split = split

-- A TSV file as a list of rows keyed by column; WANTED columns must be there.
function ledger.read_table(path, wanted)
	local file, reason = io.open(path, "rb")
	local text = file and file:read("a")
	if not text then
		messages.fatal("cannot open %s", reason or path)
	end
	file:close()
	if text == "" or text:sub(-1) ~= "\n" then
		messages.fatal("%s: empty or cut off", path)
	end
	local lines = split(text:sub(1, -2), "\n")
	local header = split(lines[1], "\t")
	local has = {}
	for _, name in ipairs(header) do
		has[name] = true
	end
	for _, name in ipairs(wanted) do
		if not has[name] then
			messages.fatal("%s:1: no column %s among: %s", path,
				name, table.concat(header, ", "))
		end
	end
	local rows = {}
	for i = 2, #lines do
		local cells = split(lines[i], "\t")
		if #cells ~= #header then
			messages.fatal("%s:%d: %d cells under %d columns",
				path, i, #cells, #header)
		end
		local row = {}
		for k, name in ipairs(header) do
			row[name] = cells[k]
		end
		table.insert(rows, row)
	end
	return rows
end

-- analysis/group/time/term/statistic; a slash in a group's label is its own.
function ledger.parts(address)
	local cells = split(address, "/")
	if #cells < 5 or cells[1] == "claim" then
		return nil
	end
	local n = #cells
	return { analysis = cells[1], statistic = cells[n], term = cells[n - 1],
		time = cells[n - 2],
		group = table.concat(cells, "/", 2, n - 3) }
end

function ledger.address(parts)
	return table.concat({ parts.analysis, parts.group, parts.time,
		parts.term, parts.statistic }, "/")
end

function ledger.load(path)
	local wanted = { "address", "value", "file", "row", "step", "n_rows" }
	for _, row in ipairs(ledger.read_table(path, wanted)) do
		if ledger.entries[row.address] then
			messages.fatal("%s: the address %s stands there twice",
				path, row.address)
		end
		row.parts = ledger.parts(row.address)
		ledger.entries[row.address] = row
		table.insert(ledger.order, row)
	end
end

-- Why a number is NA, in the words of the program that refused to make it up.
function ledger.note(entry)
	if not entry.parts then
		return nil
	end
	local parts = { statistic = "note" }
	for _, key in ipairs { "analysis", "group", "time", "term" } do
		parts[key] = entry.parts[key]
	end
	local note = ledger.entries[ledger.address(parts)]
	return note and note.value
end

-- The number of edits between two short texts.
local function distance(a, b)
	local previous = {}
	for j = 0, #b do
		previous[j] = j
	end
	for i = 1, #a do
		local current = { [0] = i }
		for j = 1, #b do
			local same = a:byte(i) == b:byte(j) and 0 or 1
			current[j] = math.min(previous[j] + 1,
				current[j - 1] + 1, previous[j - 1] + same)
		end
		previous = current
	end
	return previous[#b]
end

-- The address that was probably meant; the first of the ledger among equals.
function ledger.nearest(address)
	local best, least
	for _, entry in ipairs(ledger.order) do
		if not least or math.abs(#entry.address - #address) < least then
			local d = distance(address, entry.address)
			if not least or d < least then
				best, least = entry.address, d
			end
		end
	end
	return best
end

return ledger

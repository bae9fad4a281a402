-- The verdicts on what a paper printed.

local ledger = require "weave.ledger"
local messages = require "weave.messages"
local numbers = require "weave.numbers"

local verdicts = { rows = {}, fields = {} }

-- The closed list, in its order: sign and meaning.  Signs, because colour
-- alone is not seen by every reader, nor by a printer.
verdicts.kinds = {
	{ name = "reproduced", sign = "✓",
		meaning = "recomputed from other published facts or from " ..
			"patient records, and equal at the printed digits" },
	{ name = "rounding", sign = "≈",
		meaning = "equal only under another common way of rounding, " ..
			"or off by one in the last digit because of rounded " ..
			"inputs" },
	{ name = "fitted", sign = "○",
		meaning = "equal, but it was itself a constraint of the " ..
			"reconstruction: no evidence" },
	{ name = "consistent", sign = "∈",
		meaning = "the published facts allow a range, and the printed " ..
			"value lies in it" },
	{ name = "inconsistent", sign = "✗",
		meaning = "no data set that satisfies the other published " ..
			"facts gives it" },
	{ name = "underivable", sign = "?",
		meaning = "it needs data that the paper does not publish" },
}

local kind_of = {}
for _, kind in ipairs(verdicts.kinds) do
	kind_of[kind.name] = kind
end

function verdicts.load(path)
	verdicts.rows = ledger.read_table(path, { "id", "place", "quantity",
		"group", "time_months", "printed", "recomputed", "result",
		"verdict", "reason" })
	for i, row in ipairs(verdicts.rows) do
		if not kind_of[row.verdict] then
			messages.fatal("%s:%d: there is no verdict \"%s\"",
				path, i + 1, row.verdict)
		end
	end
end

local function empty(text)
	return text == "" or text == "NA"
end

-- Is the verdict about PLACE or something within it?  Several places are
-- separated by ";".
local function is_at(row, place)
	for wanted in (place .. ";"):gmatch("%s*(.-)%s*;") do
		local inner = wanted .. "/"
		if row.place == wanted or row.place:sub(1, #inner) == inner then
			return true
		end
	end
	return false
end

-- The rows at PLACE, and of the kinds asked for (nil for all).
function verdicts.select(place, kinds)
	local wanted = kinds and {}
	for name in ((kinds or "") .. ";"):gmatch("%s*([^;]-)%s*;") do
		if wanted then
			wanted[name] = true
		end
	end
	local selected = {}
	for _, row in ipairs(verdicts.rows) do
		if (not place or is_at(row, place)) and
				(not wanted or wanted[row.verdict]) then
			table.insert(selected, row)
		end
	end
	return selected
end

local function same_label(a, b)
	return a == b or (empty(a) and empty(b))
end

-- The one verdict on a table's cell; its faults are reported once per cell.
function verdicts.of_cell(cell)
	if cell.verdict then
		return cell.verdict
	end
	local found, n = nil, 0
	for _, row in ipairs(verdicts.select(cell.place)) do
		if same_label(row.group, cell.group or "") and
				same_label(row.time_months, cell.time or "") and
				row.quantity == cell.quantity then
			found, n = row, n + 1
		end
	end
	if n ~= 1 then
		messages.add(cell.line, "%s verdict on %s at group \"%s\", " ..
			"time \"%s\" in %s", n == 0 and "no" or "more than one",
			cell.quantity, cell.group or "", cell.time or "",
			cell.place or "any place")
		return nil
	end
	cell.verdict = found
	return found
end

function verdicts.fields.printed(row, line)
	local address = "claim/" .. row.id
	return ledger.entries[address] and numbers.inline(address, {}, line) or
		pandoc.Str(row.printed)
end

-- `audit` has already rounded our number as the printed one is.
local function shown(row)
	return empty(row.recomputed) and "–" or row.recomputed
end

function verdicts.fields.recomputed(row, line)
	if empty(row.result) or not ledger.entries[row.result] then
		if not empty(row.result) then
			-- says what is missing
			numbers.inline(row.result, {}, line)
		end
		return pandoc.Str(shown(row))
	end
	local inline = numbers.inline(row.result, { as = "text" }, line)
	inline.content = { pandoc.Str(shown(row)) }
	return inline
end

function verdicts.fields.reason(row)
	return pandoc.Str(empty(row.reason) and "" or row.reason)
end

-- The sign alone, with the word for who cannot see it.
function verdicts.fields.verdict(row)
	local kind = kind_of[row.verdict]
	local title = kind.name ..
		(empty(row.reason) and "" or ": " .. row.reason)
	local word = FORMAT:find("html") and pandoc.Span(
		{ pandoc.Str(kind.name) }, pandoc.Attr("", { "unseen" })) or
		pandoc.Str("")
	return pandoc.Span({ pandoc.Str(kind.sign), word },
		pandoc.Attr("", { "verdict", kind.name }, { title = title }))
end

-- A group or a time as a cell of its own.
function verdicts.label(text)
	return empty(text) and "" or text
end

-- The sign and the word, and under them the reason.
function verdicts.explained(row)
	local inlines = pandoc.List { verdicts.mark(row.verdict) }
	if not empty(row.reason) then
		inlines:extend { pandoc.LineBreak(),
			pandoc.Span({ pandoc.Str(row.reason) },
				pandoc.Attr("", { "small" })) }
	end
	return inlines
end

-- The sign and the word.
function verdicts.mark(name)
	local kind = kind_of[name]
	return pandoc.Span({ pandoc.Str(kind.sign .. "\u{a0}" .. name) },
		pandoc.Attr("", { "verdict", name }))
end

return verdicts

-- The small language of table cells: text with fields in braces.
--
--   {STATISTIC [FORMAT [DIGITS]] [KEY=VALUE ...]}   a number of the ledger; the
--       other parts of its address are those of the cell, or KEY=VALUE with the
--       keys of, group, time, term; na=TEXT is printed where the value is NA
--   {line}                                 a new line
--   {group} {time} {term}                  the label of the row or column
--   {claim QUANTITY}                       what the paper prints in this cell
--   {verdict} {printed} {recomputed} {reason}   of the verdict on this cell

local ledger = require "weave.ledger"
local messages = require "weave.messages"
local numbers = require "weave.numbers"
local verdicts = require "weave.verdicts"

local template = {}

-- "survival time=12 group='AML low risk' percent 1" -> words and keys.
local function parse(field)
	local words, keys = {}, {}
	field = field:gsub("([%a_]+)='([^']*)'", function(key, value)
		keys[key] = value
		return ""
	end)
	field = field:gsub("([%a_]+)=(%S*)", function(key, value)
		keys[key] = value
		return ""
	end)
	for word in field:gmatch("%S+") do
		table.insert(words, word)
	end
	return words, keys
end

local KEYS = { of = true, group = true, time = true, term = true, na = true }

local function number(words, keys, cell)
	local unknown = {}
	for key in pairs(keys) do
		if not KEYS[key] then
			table.insert(unknown, key)
		end
	end
	table.sort(unknown)
	if #unknown > 0 then
		messages.add(cell.line, "{%s}: no key %s", words[1],
			table.concat(unknown, ", "))
	end
	local address = ledger.address {
		analysis = keys.of or cell.analysis,
		group = keys.group or cell.group or "",
		time = keys.time or cell.time or "",
		term = keys.term or cell.term or "",
		statistic = words[1] }
	return numbers.inline(address,
		{ as = words[2], digits = words[3], na = keys.na }, cell.line)
end

local function claim(quantity, cell)
	local verdict = verdicts.of_cell(cell)
	if not verdict then
		return pandoc.Str("?")
	end
	local id = verdict.id:gsub("[^/]*$", quantity or "")
	return numbers.inline("claim/" .. id, {}, cell.line)
end

local function field_inline(field, cell)
	local words, keys = parse(field)
	local name = words[1] or ""
	if name == "group" or name == "time" or name == "term" then
		return pandoc.Str(cell[name] or "")
	elseif name == "line" then
		return pandoc.LineBreak()
	elseif name == "claim" then
		return claim(words[2], cell)
	elseif verdicts.fields[name] then
		local verdict = verdicts.of_cell(cell)
		return verdict and verdicts.fields[name](verdict, cell.line) or
			pandoc.Str("?")
	end
	return number(words, keys, cell)
end

-- TEXT filled in for CELL { analysis, group, time, term, place, quantity,
-- line } as a list of inlines; text is text, whatever characters it has.
function template.expand(text, cell)
	local inlines = pandoc.List()
	local start = 1
	for first, field, behind in text:gmatch("(){([^{}]*)}()") do
		if first > start then
			inlines:insert(pandoc.Str(text:sub(start, first - 1)))
		end
		inlines:insert(field_inline(field, cell))
		start = behind
	end
	if start <= #text then
		inlines:insert(pandoc.Str(text:sub(start)))
	end
	return inlines
end

return template

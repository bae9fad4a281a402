-- A number of the ledger on the page: at the digits asked for, and linked to
-- its entry in the list of sources.

local decimal = require "weave.decimal"
local digits = require "weave.digits"
local ledger = require "weave.ledger"
local messages = require "weave.messages"

local numbers = {}

-- What the page has used so far, in order of first use, for weave/sources.lua:
-- { entry = row of the ledger, uses = { ids of the links } }
numbers.used = {}

local by_address = {}
local n_uses = 0

-- The value as text, with so many digits behind the point; nil when it is not
-- of that kind.
local formats = {}

function formats.percent(text, places)
	return decimal.fixed(text, places or 0, 2)
end

function formats.fixed(text, places)
	return decimal.fixed(text, places or 0)
end

function formats.integer(text)
	return decimal.is_integer(text) and decimal.fixed(text, 0) or nil
end

function formats.p(text)
	return decimal.p_value(text)
end

-- With its sign, for a sentence that must be right before the number is known.
formats["p-sign"] = function(text)
	local p = decimal.p_value(text)
	return p and (p:find("^[<>]") and p:sub(1, 1) .. " " .. p:sub(2) or
		"= " .. p)
end

function formats.text(text)
	return text
end

-- The value of ENTRY in the FORMAT { as =, digits =, na = }.
local function show(entry, format)
	local value = entry.value
	if value == "NA" then
		return format.na or "NA"
	end
	local as = format.as
	if not as and entry.address:find("^claim/") then
		as = "text"
	elseif not as and decimal.is_integer(value) then
		as = "integer"
	elseif not as then
		return nil, "say how to print it " ..
			"(as=percent|fixed|integer|p|p-sign|text)"
	elseif not formats[as] then
		return nil, "there is no format \"" .. as .. "\""
	end
	local places = format.digits and tonumber(format.digits)
	if format.digits and not (places and places % 1 == 0 and
			places >= 0 and places <= 15) then
		return nil, "digits=" .. format.digits
	end
	local text = formats[as](value, places and math.tointeger(places))
	if not text then
		return nil, "the value is not of the format " .. as
	end
	return text
end

local function title_of(entry)
	local title = entry.address .. " = " .. entry.value
	local note = entry.value == "NA" and ledger.note(entry)
	return note and title .. " (" .. note .. ")" or title
end

-- The link of one use of ENTRY, with the text on the page.
local function link(entry, text)
	local source = by_address[entry.address]
	if not source then
		source = { entry = entry, uses = {} }
		table.insert(numbers.used, source)
		source.index = #numbers.used
		by_address[entry.address] = source
	end
	n_uses = n_uses + 1
	table.insert(source.uses, "use-" .. n_uses)
	return pandoc.Link({ pandoc.Str(text) }, "#source-" .. source.index,
		title_of(entry), pandoc.Attr("use-" .. n_uses, { "num" }))
end

-- The inline for ADDRESS; a fault is reported at LINE.
function numbers.inline(address, format, line)
	local entry = ledger.entries[address]
	if not entry then
		local nearest = ledger.nearest(address)
		messages.add(line, "no number at \"%s\"%s", address, nearest and
			"; the nearest is \"" .. nearest .. "\"" or "")
		return pandoc.Str("?")
	end
	digits.check_template(format.na or "")
	local text, reason = show(entry, format)
	if not text then
		messages.add(line, "the number at \"%s\": %s", address, reason)
		return pandoc.Str("?")
	end
	return link(entry, text)
end

return numbers

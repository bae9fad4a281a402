-- No digit of the reader's text is typed by hand: it comes from the ledger, or
-- it stands on the document's list `digits:` with the reason why it may.

local messages = require "weave.messages"
local numerals = require "weave.numerals"
local source = require "weave.source"

local digits = {}

-- What the reader sees, in one string per block; a number from the ledger
-- is one control character, an allowed digit another.
local PLACE = "\2"
local flatten
local in_table = false		-- where code is a template of cells

local function citations(cite, notes)
	local text = ""
	for _, citation in ipairs(cite.citations) do
		text = text .. PLACE .. flatten(citation.prefix, notes) ..
			PLACE .. flatten(citation.suffix, notes)
	end
	return text
end

local function is_from_ledger(span)
	return span.classes:includes("num") or span.classes:includes("ref")
end

local flat = {
	Str = function(x) return x.text end,
	Space = function() return " " end,
	SoftBreak = function() return " " end,
	LineBreak = function() return " " end,
	Code = function(x)
		return in_table and x.text:gsub("%b{}", PLACE) or x.text
	end,
	Math = function(x) return x.text end,
	Cite = citations,
	Quoted = function(x, notes)
		return PLACE .. flatten(x.content, notes) .. PLACE
	end,
	Span = function(x, notes)
		return is_from_ledger(x) and PLACE or flatten(x.content, notes)
	end,
	Link = function(x, notes)
		local title = x.title ~= "" and PLACE .. x.title or ""
		return flatten(x.content, notes) .. title
	end,
	Image = function(x, notes)
		local title = x.title:gsub("^fig:", "")
		return flatten(x.caption, notes) ..
			(title ~= "" and PLACE .. title or "")
	end,
	RawInline = function(x)
		messages.add(source.line_of(x.text, 1),
			"raw %s is not text: \"%s\"", x.format, x.text)
		return PLACE
	end,
	Note = function(x, notes)
		table.insert(notes, x)
		return PLACE
	end,
}

function flatten(inlines, notes)
	local text = {}
	for _, inline in ipairs(inlines) do
		local how = flat[inline.t]
		table.insert(text, how and how(inline, notes) or
			flatten(inline.content, notes))
	end
	return table.concat(text)
end

local allowed = {}

-- The document's list; an item without a reason is refused.
function digits.read_allowed(list)
	for i, item in ipairs(list or {}) do
		local text = pandoc.utils.stringify(item.text or "")
		local why = pandoc.utils.stringify(item.why or "")
		if text == "" or why == "" then
			messages.add(source.line_of("digits:", 1),
				"digits: item %d needs both text: and why:", i)
		else
			table.insert(allowed, { text = text, used = false })
		end
	end
	-- The longest first, so that "Table 2" is not used up as "2".
	table.sort(allowed, function(a, b) return #a.text > #b.text end)
end

-- May the allowed text stand from FIRST to LAST, or is it part of a longer
-- number or word?
local function stands_alone(text, first, last)
	local before, behind = text:sub(1, first - 1), text:sub(last + 1)
	if text:find("^%w", first) and
			(before:find("[%w]$") or before:find("%d[.,]$")) then
		return false
	end
	return not (text:find("^%w", last) and
		(behind:find("^%w") or behind:find("^[.,]%d")))
end

-- TEXT with every allowed text replaced by as many bytes that are no digit.
local function without_allowed(text)
	for _, item in ipairs(allowed) do
		local start = 1
		while true do
			local first, last = text:find(item.text, start, true)
			if not first then
				break
			end
			if stands_alone(text, first, last) then
				item.used = true
				text = text:sub(1, first - 1) ..
					("\1"):rep(last - first + 1) ..
					text:sub(last + 1)
			end
			start = first + 1
		end
	end
	return text
end

-- The word around the character that starts at byte PLACE.
local function word_around(text, place)
	local head = text:sub(1, place - 1):match("[^%s\1\2]*$")
	local tail = text:sub(place):match("^[^%s\1\2]*")
	return head .. tail, place - #head, place + #tail
end

local function check_text(text, line_at)
	local masked = without_allowed(text)
	local checked_to = 1
	for place, code in utf8.codes(masked) do
		if place >= checked_to and numerals.is_digit(code) then
			local word, _, word_end = word_around(masked, place)
			checked_to = word_end
			messages.add(line_at(text, place, word),
				"typed by hand, not from the ledger: \"%s\"",
				word)
		end
	end
end

local function check_in(region, text)
	local located = source.locate(region, text)
	check_text(text, function(whole, place, _)
		local run = whole:match("^[%d]+", place) or
			utf8.char(utf8.codepoint(whole, place))
		return source.line(located, whole:sub(1, place - 1), run)
	end)
end

-- The literal part of a template in an attribute: "At {time} months".
function digits.check_template(template)
	check_text((template:gsub("%b{}", PLACE)), function()
		return source.line_of(template, 1)
	end)
end

local check_blocks

local function check_inlines(inlines, region)
	local notes = {}
	check_in(region, flatten(inlines, notes))
	for _, note in ipairs(notes) do
		source.notes.cursor = 1
		check_blocks(note.content, "notes")
	end
end

local function check_cells(rows, region)
	for _, row in ipairs(rows) do
		for _, cell in ipairs(row.cells) do
			check_blocks(cell.contents, region)
		end
	end
end

local check = {}

function check.Table(block, region)
	check_cells(block.head.rows, region)
	for _, body in ipairs(block.bodies) do
		check_cells(body.head, region)
		check_cells(body.body, region)
	end
	check_cells(block.foot.rows, region)
	check_blocks(block.caption.long, region)
end

function check.CodeBlock(block, region)
	if block.classes[1] ~= "make" then
		check_in(region, block.text)
	elseif not source.text:find("```make\n" .. block.text .. "\n```", 1,
			true) then
		messages.add(source.line_of(block.text:match("^[^\n]*"), 1),
			"a make block that tangle does not take: its fence " ..
			"must stand at the margin and be followed by " ..
			"\"make\" alone")
	end
end

function check.RawBlock(block)
	messages.add(source.line_of(block.text:match("^[^\n]*"), 1),
		"raw %s is not text: \"%s\"", block.format,
		block.text:match("^[^\n]*"))
end

function check.DefinitionList(block, region)
	for _, item in ipairs(block.content) do
		check_inlines(item[1], region)
		for _, definition in ipairs(item[2]) do
			check_blocks(definition, region)
		end
	end
end

function check.LineBlock(block, region)
	for _, line in ipairs(block.content) do
		check_inlines(line, region)
	end
end

local function check_list(block, region)
	for _, item in ipairs(block.content) do
		check_blocks(item, region)
	end
end
check.BulletList = check_list

function check.OrderedList(block, region)
	if block.start ~= 1 then
		messages.add(source.line_of(block.start .. ".", 1),
			"typed by hand, not from the ledger: a list that " ..
			"starts at %d", block.start)
	end
	check_list(block, region)
end

function check.BlockQuote(block, region)
	check_blocks(block.content, region)
end

function check.Div(block, region)
	in_table = block.classes:includes("table")
	check_blocks(block.content, region)
	in_table = false
end

local function check_plain(block, region)
	check_inlines(block.content, region)
end
check.Para, check.Plain, check.Header = check_plain, check_plain, check_plain

function check.Null() end
check.HorizontalRule = check.Null

function check_blocks(blocks, region)
	for _, block in ipairs(blocks) do
		check[block.t](block, region)
	end
end

-- Metadata that a page prints.
local PRINTED = { "title", "subtitle", "author", "date", "abstract",
	"description", "keywords" }

local function check_metadata(value)
	local kind = pandoc.utils.type(value)
	source.head.cursor = 1
	if kind == "Inlines" then
		check_inlines(value, "head")
	elseif kind == "Blocks" then
		check_blocks(value, "head")
	elseif kind == "List" then
		for _, item in ipairs(value) do
			check_metadata(item)
		end
	elseif value then
		check_in("head", pandoc.utils.stringify(value))
	end
end

function digits.check(doc)
	for _, key in ipairs(PRINTED) do
		check_metadata(doc.meta[key])
	end
	check_blocks(doc.blocks, "main")
end

-- An entry that nothing needs would one day cover a typing error.
function digits.check_all_used()
	for _, item in ipairs(allowed) do
		if not item.used then
			messages.add(source.line_of(item.text, 1),
				"digits: unused: \"%s\"", item.text)
		end
	end
end

return digits

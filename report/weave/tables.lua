-- Divs that become tables: .table from the ledger, .verdicts and .score from
-- the audit.  What is data becomes text of the tree, never markup.

local captions = require "weave.captions"
local digits = require "weave.digits"
local layout = require "weave.layout"
local ledger = require "weave.ledger"
local messages = require "weave.messages"
local numbers = require "weave.numbers"
local source = require "weave.source"
local template = require "weave.template"
local verdicts = require "weave.verdicts"

local tables = {}

local DIMENSIONS = { group = true, time = true, term = true }
local ATTRIBUTES = {
	table = "of rows columns cell row column corner row-values " ..
		"column-values group time term place quantity align",
	verdicts = "place verdict",
	score = "of",
	studies = "",
}

local n_divs = {}

local function check_attributes(div, class, line)
	local known = " " .. ATTRIBUTES[class] .. " "
	for _, attribute in ipairs(div.attr.attributes) do
		local name = attribute[1]
		if not known:find(" " .. name .. " ", 1, true) then
			messages.add(line,
				"a .%s has no attribute %s; it has: %s", class, name, ATTRIBUTES[class])
		end
	end
end

-- The div's paragraphs are the caption, its list the columns.
local function contents(div, line)
	local caption, columns = pandoc.List(), nil
	for _, block in ipairs(div.content) do
		if block.t == "BulletList" then
			columns = block.content
		elseif block.t == "Para" or block.t == "Plain" then
			if #caption > 0 then
				caption:insert(pandoc.Space())
			end
			caption:extend(block.content)
		else
			messages.add(line, "a table's div holds its caption and " ..
				"a list of its columns, no %s", block.t)
		end
	end
	if #caption == 0 then
		messages.add(line, "a table needs a caption")
	end
	return caption, columns
end

-- Does a row of the ledger belong to the table?
local function belongs(entry, cell)
	local parts = entry.parts
	if not parts or parts.analysis ~= cell.analysis then
		return false
	end
	for key in pairs(DIMENSIONS) do
		if cell[key] and cell[key] ~= parts[key] then
			return false
		end
	end
	return true
end

-- The different values that one part of the address takes, in the order of
-- the ledger, or those asked for.
local function values_of(dimension, asked, cell)
	local values, seen = {}, {}
	if asked then
		for value in (asked .. ";"):gmatch("%s*(.-)%s*;") do
			table.insert(values, value)
		end
		return values
	end
	for _, entry in ipairs(ledger.order) do
		local value = belongs(entry, cell) and entry.parts[dimension]
		if value and value ~= "" and not seen[value] then
			seen[value] = true
			table.insert(values, value)
		end
	end
	return values
end

local function copy_with(cell, dimension, value)
	local copy = {}
	for key, old in pairs(cell) do
		copy[key] = old
	end
	copy[dimension] = value
	return copy
end

local function has_numbers(cell)
	for _, entry in ipairs(ledger.order) do
		if belongs(entry, cell) then
			return true
		end
	end
	return false
end

-- Rows by columns, each cell from one template.
local function matrix(div, cell, row_values)
	local attributes = div.attributes
	local column_values = values_of(attributes.columns,
		attributes["column-values"], cell)
	local header = { template.expand(attributes.corner or "", cell) }
	for _, value in ipairs(column_values) do
		table.insert(header, template.expand(
			attributes.column or "{" .. attributes.columns .. "}",
			copy_with(cell, attributes.columns, value)))
	end
	local rows = {}
	for _, row_value in ipairs(row_values) do
		local row_cell = copy_with(cell, attributes.rows, row_value)
		local row = { template.expand(attributes.row or
			"{" .. attributes.rows .. "}", row_cell) }
		for _, value in ipairs(column_values) do
			local this = copy_with(row_cell, attributes.columns,
				value)
			table.insert(row, has_numbers(this) and
				template.expand(attributes.cell or "", this) or
				{ pandoc.Str("–") })
		end
		table.insert(rows, row)
	end
	return header, rows
end

-- One list item: "Patients: `{n}`" -> its header and its template.
local function column_of(item, line)
	local inlines = item[1] and item[1].content or {}
	local header, code = pandoc.List(), nil
	for _, inline in ipairs(inlines) do
		if inline.t == "Code" then
			code = inline.text
		else
			header:insert(inline)
		end
	end
	while #header > 0 and (header[#header].t == "Space" or
			header[#header].t == "SoftBreak") do
		header:remove()
	end
	local last = header[#header]
	if not code or not last or last.t ~= "Str" or
			last.text:sub(-1) ~= ":" then
		messages.add(line, "a column of a table is written: Header: " ..
			"`{statistic format}`")
		return header, ""
	end
	header[#header] = pandoc.Str(last.text:sub(1, -2))
	return header, code
end

-- A row per value, a column per item of the list.
local function listed(div, cell, row_values, items)
	local attributes = div.attributes
	local header = { template.expand(attributes.corner or "", cell) }
	local codes = {}
	for _, item in ipairs(items) do
		local head, code = column_of(item, cell.line)
		table.insert(header, head)
		table.insert(codes, code)
	end
	local rows = {}
	for _, value in ipairs(row_values) do
		local this = copy_with(cell, attributes.rows, value)
		local row = { template.expand(attributes.row or
			"{" .. attributes.rows .. "}", this) }
		for _, code in ipairs(codes) do
			table.insert(row, template.expand(code, this))
		end
		table.insert(rows, row)
	end
	return header, rows
end

local builders = {}

function builders.table(div, line)
	local caption, items = contents(div, line)
	local attributes = div.attributes
	for _, name in ipairs { "cell", "row", "column", "corner" } do
		digits.check_template(attributes[name] or "")
	end
	if not DIMENSIONS[attributes.rows] or (not items and
			not DIMENSIONS[attributes.columns]) then
		messages.add(line, "a .table needs rows=group|time|term, and " ..
			"columns=group|time|term or a list of columns")
		return nil
	end
	local cell = { analysis = attributes.of or "", line = line,
		group = attributes.group, time = attributes.time,
		term = attributes.term, place = attributes.place,
		quantity = attributes.quantity or "percent" }
	local row_values = values_of(attributes.rows, attributes["row-values"],
		cell)
	if #row_values == 0 then
		messages.add(line,
			"no numbers of the analysis \"%s\" with a %s",
			cell.analysis, attributes.rows)
		return nil
	end
	local header, rows
	if items then
		header, rows = listed(div, cell, row_values, items)
	else
		header, rows = matrix(div, cell, row_values)
	end
	local body_align = attributes.align == "left" and "AlignLeft" or
		"AlignCenter"
	return layout.table { caption = caption, header = header, rows = rows,
		align = body_align, row_headers = true,
		key = (attributes.cell or ""):find("{verdict}") ~= nil }
end

local function plain(text)
	return { pandoc.Str(text) }
end

function builders.verdicts(div, line)
	local caption = contents(div, line)
	local attributes = div.attributes
	if attributes.place and #verdicts.select(attributes.place) == 0 then
		messages.add(line, "no verdict at the place \"%s\"",
			attributes.place)
	end
	local rows = {}
	for _, row in ipairs(verdicts.select(attributes.place,
			attributes.verdict)) do
		table.insert(rows, { plain(row.place),
			plain(verdicts.label(row.group)),
			plain(verdicts.label(row.time_months)),
			plain(row.quantity),
			{ verdicts.fields.printed(row, line) },
			{ verdicts.fields.recomputed(row, line) },
			verdicts.explained(row) })
	end
	if #rows == 0 then
		rows = { { plain("None"), {}, {}, {}, {}, {}, {} } }
	end
	return layout.table { caption = caption, rows = rows,
		align = "AlignLeft", header = { plain("Place"), plain("Group"),
			plain("Month"),
			plain("Quantity"), plain("Printed"),
			plain("Recomputed"), plain("Verdict") },
		widths = { 0.2, 0.17, 0.08, 0.13, 0.09, 0.13, 0.2 },
		row_headers = true }
end

-- Where the counts of a study's verdicts stand in the ledger.
function tables.score_address(study, statistic)
	return ledger.address { analysis = "score", group = study, time = "",
		term = "", statistic = statistic }
end

function builders.score(div, line)
	local caption = contents(div, line)
	local study = div.attributes.of or source.study
	local rows = {}
	for _, kind in ipairs(verdicts.kinds) do
		table.insert(rows, { { verdicts.mark(kind.name) },
			{ numbers.inline(tables.score_address(study, kind.name),
				{}, line) }, plain(kind.meaning) })
	end
	table.insert(rows, { plain("all"), { numbers.inline(
		tables.score_address(study, "numbers"), {}, line) },
		plain("printed numbers that were checked") })
	return layout.table { caption = caption, rows = rows,
		align = "AlignLeft", header = { plain("Verdict"),
			plain("Numbers"), plain("Meaning") },
		widths = { 0.22, 0.13, 0.65 }, row_headers = true }
end

function builders.studies(div, line)
	return require("weave.studies").table((contents(div, line)))
end

-- What a div becomes, or nil when it is not one of ours.
function tables.div(div)
	local class = captions.table_class(div)
	if not class or div.classes:includes("woven") then
		return nil
	end
	n_divs[class] = (n_divs[class] or 0) + 1
	local line = source.line_of_div(class, n_divs[class])
	check_attributes(div, class, line)
	local built = builders[class](div, line)
	if not built then
		return {}
	end
	return pandoc.Div(built,
		pandoc.Attr(captions.id_of_table(div), { "woven", class }))
end

return tables

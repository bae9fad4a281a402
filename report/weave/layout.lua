-- A table of inlines as pandoc's table: numbered caption, header cells with
-- their scope, and a box of its own to scroll in where the screen is narrow.

local captions = require "weave.captions"
local verdicts = require "weave.verdicts"

local layout = {}

local function scoped(row, scope)
	for _, cell in ipairs(row.cells) do
		cell.attr = pandoc.Attr("", {}, { scope = scope })
	end
end

-- Marks the header cells of any table, ours or one typed into the document.
function layout.mark_headers(block, row_headers)
	for _, row in ipairs(block.head.rows) do
		scoped(row, "col")
	end
	if row_headers then
		for _, body in ipairs(block.bodies) do
			body.row_head_columns = 1
			for _, row in ipairs(body.body) do
				scoped({ cells = { row.cells[1] } }, "row")
			end
		end
	end
	return block
end

function layout.number(block, caption)
	block.caption.long = { pandoc.Plain { pandoc.Span(
		captions.numbered("Table", caption),
		pandoc.Attr("", { "caption" })) } }
end

-- BLOCK in a box that scrolls, which a screen reader calls by its number.
function layout.scrolling(block)
	if not FORMAT:find("html") then
		return block
	end
	local caption = block.caption.long[1]
	local label = caption and caption.content[1].content[1]
	return pandoc.Div({ block }, pandoc.Attr("", { "scroll" },
		{ { "tabindex", "0" }, { "role", "region" },
			{ "aria-label", label and pandoc.utils.stringify(label) or
				"Table" } }))
end

-- The signs of verdicts in a table, explained under it.
local function key_of_signs()
	local inlines = pandoc.List()
	for i, kind in ipairs(verdicts.kinds) do
		if i > 1 then
			inlines:extend { pandoc.Str(";"), pandoc.Space() }
		end
		inlines:insert(verdicts.mark(kind.name))
	end
	return pandoc.Div({ pandoc.Para(inlines) }, pandoc.Attr("", { "key" }))
end

local function blocks_of(cells)
	local blocks = {}
	for i, inlines in ipairs(cells) do
		blocks[i] = { pandoc.Plain(inlines) }
	end
	return blocks
end

-- { caption, header, rows: lists of inlines; align of all columns but the
-- first; widths or nil; row_headers; key: explain the signs }
function layout.table(what)
	local aligns, widths, rows = {}, {}, {}
	for i = 1, #what.header do
		aligns[i] = i == 1 and "AlignLeft" or what.align
		widths[i] = what.widths and what.widths[i] or 0
	end
	for i, row in ipairs(what.rows) do
		rows[i] = blocks_of(row)
	end
	local block = pandoc.utils.from_simple_table(pandoc.SimpleTable({},
		aligns, widths, blocks_of(what.header), rows))
	block.classes:insert("woven")
	layout.number(block, what.caption)
	layout.mark_headers(block, what.row_headers)
	local blocks = pandoc.List { layout.scrolling(block) }
	if what.key then
		blocks:insert(key_of_signs())
	end
	return blocks
end

return layout

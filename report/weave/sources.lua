-- The end of the page: every number used, the row it stands in, the step that
-- made it, and the way back to the text.

local numbers = require "weave.numbers"
local rules = require "weave.rules"

local sources = {}

local function made_by(entry)
	local step = entry.step
	if step == "" or step == "NA" then
		return pandoc.Str("as printed")
	end
	local anchor = rules.anchors[entry.file:gsub("^.*/", "")]
	local code = pandoc.Code(step)
	return anchor and pandoc.Link({ code }, "#" .. anchor) or code
end

local function way_back(source)
	local inlines = pandoc.List()
	for i, use in ipairs(source.uses) do
		inlines:insert(pandoc.Space())
		inlines:insert(pandoc.Link({ pandoc.Str("↩" ..
			(#source.uses > 1 and i or "")) }, "#" .. use, "",
			pandoc.Attr("", { "back" }, { ["aria-label"] =
				"back to use " .. i .. " of " ..
				source.entry.address })))
	end
	return inlines
end

local function item(source)
	local entry = source.entry
	local inlines = pandoc.List {
		pandoc.Code(entry.address), pandoc.Str(" = "),
		pandoc.Strong { pandoc.Str(entry.value) },
		pandoc.Str(" — " .. entry.file ..
			(entry.row ~= "NA" and entry.row ~= "" and
				", row " .. entry.row or "") .. "; "),
		made_by(entry) }
	if entry.n_rows ~= "NA" and entry.n_rows ~= "" then
		inlines:insert(pandoc.Str("; input rows: " .. entry.n_rows))
	end
	if FORMAT:find("html") then
		inlines:extend(way_back(source))
	end
	return { pandoc.Plain { pandoc.Span(inlines,
		pandoc.Attr("source-" .. source.index)) } }
end

function sources.blocks(level)
	if #numbers.used == 0 then
		return {}
	end
	local items = {}
	for i, source in ipairs(numbers.used) do
		items[i] = item(source)
	end
	return { pandoc.Header(level, { pandoc.Str("Sources of the numbers") },
			pandoc.Attr("sources")),
		pandoc.Div({ pandoc.OrderedList(items) },
			pandoc.Attr("", { "sources" })) }
end

return sources

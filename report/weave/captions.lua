-- "Figure 1." and "Table 1.": counted, because a number typed into the text
-- would break the build.  References ([]{.ref to=ID}) can stand before what
-- they refer to, so everything is counted once before anything is woven.

local messages = require "weave.messages"
local source = require "weave.source"

local captions = {}

local count = { Figure = 0, Table = 0 }
local names = {}			-- id -> "Figure 1"
local n_references = {}

-- The figure of a paragraph: the image that is all it has.
function captions.figure_of(para)
	local image = para.content[1]
	if #para.content == 1 and image.t == "Image" then
		return image
	end
	return nil
end

function captions.id_of_figure(image)
	if image.identifier ~= "" then
		return image.identifier
	end
	return (image.src:gsub("^.*/", ""):gsub("%.[^.]*$", ""))
end

-- The first page links to each study's score.
function captions.id_of_table(div)
	if div.identifier == "" and div.classes:includes("score") then
		return "score"
	end
	return div.identifier
end

-- Classes of divs that become tables; weave/tables.lua lays them out.
captions.tables = { "table", "verdicts", "score", "studies" }

function captions.table_class(div)
	for _, class in ipairs(captions.tables) do
		if div.classes:includes(class) then
			return class
		end
	end
	return nil
end

local taken = {}

-- A link must have one end.
local function take(id)
	if id ~= "" and taken[id] then
		messages.add(source.line_of("#" .. id, 1),
			"two headings, figures or tables have the id " ..
				"\"%s\"", id)
	end
	taken[id] = true
end

local function register(kind, id)
	take(id)
	count[kind] = count[kind] + 1
	if id ~= "" then
		names[id] = kind .. "\u{a0}" .. count[kind]
	end
end

function captions.count_all(doc)
	doc:walk { traverse = "topdown",
		Para = function(para)
			local image = captions.figure_of(para)
			if image then
				register("Figure", captions.id_of_figure(image))
			end
		end,
		Header = function(header) take(header.identifier) end,
		Table = function(block)
			if #block.caption.long > 0 then
				register("Table", block.identifier)
			end
		end,
		Div = function(div)
			if captions.table_class(div) then
				register("Table", captions.id_of_table(div))
			end
		end }
	count = { Figure = 0, Table = 0 }
end

-- CAPTION, a list of inlines, with its number in front.
function captions.numbered(kind, caption)
	count[kind] = count[kind] + 1
	local label = pandoc.Strong { pandoc.Str(
		kind .. "\u{a0}" .. count[kind] .. ".") }
	local inlines = pandoc.List { label, pandoc.Space() }
	inlines:extend(caption)
	return inlines
end

function captions.reference(span)
	local id = span.attributes.to or ""
	n_references[id] = (n_references[id] or 0) + 1
	if not names[id] then
		local known = {}
		for name in pairs(names) do
			table.insert(known, name)
		end
		table.sort(known)
		messages.add(
			source.line_of_attribute("to", id, n_references[id]),
			"no figure or table \"%s\" among: %s", id,
			table.concat(known, ", "))
		return pandoc.Str("?")
	end
	return pandoc.Link({ pandoc.Str(names[id]) }, "#" .. id, "",
		pandoc.Attr("", { "ref" }))
end

return captions

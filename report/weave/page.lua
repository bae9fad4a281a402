-- What goes around the text: references, sources, style, navigation.

local figures = require "weave.figures"
local source = require "weave.source"

local page = {}

local function heading(level, text, id)
	return pandoc.Header(level, { pandoc.Str(text) }, pandoc.Attr(id))
end

-- Where citeproc is to put the references: before the sources, under the
-- document's own last heading if that says so.
local function references(doc, level)
	local cites, placed, last = false, false, ""
	doc:walk { Cite = function() cites = true end,
		Div = function(div)
			placed = placed or div.identifier == "refs"
		end,
		Header = function(header)
			last = pandoc.utils.stringify(header)
		end }
	if not cites or placed then
		return {}
	end
	local blocks = { pandoc.Div({}, pandoc.Attr("refs")) }
	if last ~= "References" then
		table.insert(blocks, 1,
			heading(level, "References", "references"))
	end
	return blocks
end

local function styles(paths)
	local texts = {}
	for path in paths:gmatch("%S+") do
		local file = assert(io.open(path, "rb"))
		table.insert(texts, file:read("a"))
		file:close()
	end
	return table.concat(texts)
end

-- The name of this study and of the others, as links.
local function navigation(names)
	local items = {}
	local function add(target, text, here)
		table.insert(items, ('<li><a href="%s"%s>%s</a></li>'):format(
			figures.escaped(target),
			here and ' aria-current="page"' or "",
			figures.escaped(text)))
	end
	add("index.html", "All studies", source.study == "")
	for name in names:gmatch("%S+") do
		add(name .. ".html", name, source.study == name)
	end
	return table.concat(items, "\n")
end

local function html(text)
	return pandoc.MetaBlocks { pandoc.RawBlock("html", text) }
end

function page.finish(doc, sources)
	local in_html = FORMAT:find("html") ~= nil
	local level = in_html and 2 or 1
	doc.blocks:extend(references(doc, level))
	doc.blocks:extend(sources(level))
	local meta = doc.meta
	if in_html then
		meta["style-text"] = html(styles(
			pandoc.utils.stringify(meta.styles or "")))
		meta.navigation = html(navigation(
			pandoc.utils.stringify(meta.studies or "")))
	end
	-- Paths of the build are of no use to a reader.
	for _, name in ipairs { "document", "build", "figures", "ledger",
			"verdicts", "styles", "studies", "documents", "scores",
			"digits" } do
		meta[name] = nil
	end
	meta["link-citations"] = true
end

return page

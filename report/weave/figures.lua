-- ![caption](fig1a.svg), a paragraph of its own: the SVG itself in HTML; in the
-- PDF fig1a-print.svg, without what WeasyPrint cannot draw (currentColor); in
-- DOCX fig1a.png.

local captions = require "weave.captions"
local digits = require "weave.digits"
local messages = require "weave.messages"
local source = require "weave.source"
local svg = require "weave.svg"

-- kind: what stands before ".svg" in the name of the file to be used.
local figures = { folder = ".", kind = "" }

local function escaped(text)
	return (text:gsub("[&<>\"']", { ["&"] = "&amp;", ["<"] = "&lt;",
		[">"] = "&gt;", ['"'] = "&quot;", ["'"] = "&#39;" }))
end

figures.escaped = escaped

local function raw(text)
	return pandoc.RawBlock("html", text)
end

local function html_figure(image, id, text, line)
	local alt = image.attributes.alt
	digits.check_template(alt or "")
	local label = alt and ('aria-label="%s"'):format(escaped(alt)) or
		('aria-labelledby="%s-caption"'):format(escaped(id))
	local element, reason = svg.inline(text, id .. "-",
		'role="img" class="plot" ' .. label)
	if not element then
		messages.add(line, "%s: %s", image.src, reason)
		return {}
	end
	return { raw(('<figure id="%s">'):format(escaped(id))),
		raw(('<div class="scroll-figure" tabindex="0" role="region" ' ..
			'aria-labelledby="%s-caption">'):format(escaped(id)) ..
			element .. "</div>"),
		raw(('<figcaption id="%s-caption">'):format(escaped(id))),
		pandoc.Plain(captions.numbered("Figure", image.caption)),
		raw("</figcaption></figure>") }
end

-- Pandoc finds the picture in its --resource-path, the build folder.
local function docx_figure(image, id)
	local png = image.src:gsub("%.svg$", ".png")
	return { pandoc.Div({ pandoc.Para { pandoc.Image(
		captions.numbered("Figure", image.caption), png, "fig:",
		pandoc.Attr("", { "woven" }, { width = "16cm" })) } },
		pandoc.Attr(id)) }
end

function figures.para(para)
	local image = captions.figure_of(para)
	if not image or image.classes:includes("woven") then
		return nil
	end
	local line = source.line_of("](" .. image.src, 1)
	if #image.caption == 0 then
		messages.add(line, "%s: a figure needs a caption", image.src)
	end
	local name = image.src:match("^([%w][%w._-]*)%.svg$")
	local file = name and io.open(figures.folder .. "/" .. name ..
		figures.kind .. ".svg", "rb")
	if not file then
		messages.add(line, "no figure %s in %s", name and name ..
			figures.kind .. ".svg" or image.src, figures.folder)
		return {}
	end
	local text = file:read("a")
	file:close()
	local id = captions.id_of_figure(image)
	if FORMAT:find("html") then
		return html_figure(image, id, text, line)
	end
	return docx_figure(image, id)
end

-- What is left of images after the figures were taken out.
function figures.refuse_inline(image)
	if image.classes:includes("woven") then
		return
	end
	messages.add(source.line_of("](" .. image.src, 1),
		"%s: a figure stands in a paragraph of its own", image.src)
end

return figures

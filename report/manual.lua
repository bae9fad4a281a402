-- A manual page as a page of the report: the man page's title as its own,
-- sections in sentence case, the report's style and navigation around it.

local here = PANDOC_SCRIPT_FILE:gsub("[^/]*$", "")
package.path = here .. "?.lua;" .. package.path

local layout = require "weave.layout"
local page = require "weave.page"

local function sentence_case(header)
	local text = pandoc.utils.stringify(header)
	if header.level == 2 and text == text:upper() then
		header.content = { pandoc.Str(text:sub(1, 1) ..
			text:sub(2):lower()) }
	end
	return header
end

function Pandoc(doc)
	doc = doc:walk { Header = sentence_case,
		Table = function(block)
			return layout.scrolling(layout.mark_headers(block))
		end }
	if doc.meta.section then
		doc.meta.title = pandoc.utils.stringify(doc.meta.title):lower()
		doc.meta.subtitle = "Manual page"
	end
	doc.meta.manual = true
	page.finish(doc, function() return {} end)
	return doc
end

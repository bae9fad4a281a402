-- A figure's SVG made ready to stand within a page.  Our own plot program made
-- it, but its labels are data: anything that could act or load is refused.

local svg = {}

local REFUSED_ELEMENTS = { script = true, foreignobject = true, image = true,
	a = true, iframe = true, animate = true, set = true, handler = true,
	embed = true, object = true }

-- The end of the tag that begins at START, quotes minded.
local function end_of_tag(text, start)
	local quote
	for i = start, #text do
		local c = text:sub(i, i)
		if quote then
			if c == quote then
				quote = nil
			end
		elseif c == '"' or c == "'" then
			quote = c
		elseif c == ">" then
			return i
		end
	end
	return nil
end

local function attribute_fault(name, value)
	name = name:lower()
	if name:find("^on") then
		return "attribute " .. name
	elseif (name == "href" or name:find(":href$")) and
			value:sub(1, 1) ~= "#" then
		return "address \"" .. value .. "\""
	elseif value:lower():find("url%(%s*[^#%s]") then
		return "address \"" .. value .. "\""
	end
	return nil
end

local function tag_fault(tag)
	local name = tag:match("^<([%w:_-]+)")
	if tag:find("^</") then
		return nil
	elseif not name then
		return "\"" .. tag:sub(1, 20) .. "\""
	elseif REFUSED_ELEMENTS[name:lower()] then
		return "element " .. name
	end
	for key, _, value in tag:gmatch("([%w:_-]+)%s*=%s*([\"'])(.-)%2") do
		local fault = attribute_fault(key, value)
		if fault then
			return fault
		end
	end
	return nil
end

-- What must not be in it, or nil.
local function fault_of(text)
	local start = text:find("<", 1, true)
	while start do
		local last = end_of_tag(text, start)
		if not last then
			return "a tag that does not end"
		end
		local fault = tag_fault(text:sub(start, last))
		if fault then
			return fault
		end
		start = text:find("<", last + 1, true)
	end
	local style = text:lower():match("<style.-</style>")
	return style and (style:find("@import") or style:find("url%(")) and
		"style that loads" or nil
end

-- Every id and what points to it, with PREFIX in front: two figures on a page
-- come from one program and have the same ids.
local function with_prefix(text, prefix)
	text = text:gsub("(%sid%s*=%s*[\"'])", "%1" .. prefix)
	text = text:gsub("(href%s*=%s*[\"']#)", "%1" .. prefix)
	return (text:gsub("(url%(%s*#)", "%1" .. prefix))
end

-- The <svg> element with ATTRIBUTES (text) instead of a fixed size, or nil and
-- what is wrong.
function svg.inline(text, prefix, attributes)
	text = text:gsub("^%s*<%?xml.-%?>", ""):gsub("<!DOCTYPE[^>]*>", "")
	text = text:gsub("<!%-%-.-%-%->", "")
	local head, body = text:match("^%s*<svg(.-)>(.*</svg>)%s*$")
	if not head then
		return nil, "no <svg> element"
	end
	local fault = fault_of(text)
	if fault then
		return nil, "refused: " .. fault
	end
	body = body:gsub("<title>.-</title>", ""):gsub("<desc>.-</desc>", "")
	local width = head:match('%swidth="([%d.]+)')
	local height = head:match('%sheight="([%d.]+)')
	local box = head:match('viewBox="([^"]*)"') or
		(width and height and ("0 0 %s %s"):format(width, height))
	if not box then
		return nil, "neither viewBox nor width and height"
	end
	head = head:gsub('%s[wh]%a+="[%d.]+[%a%%]*"', "")
		:gsub('viewBox="[^"]*"', "")
	local size = width and (' style="max-width:%spx"'):format(width) or ""
	return ("<svg%s viewBox=\"%s\" %s%s>%s"):format(
		with_prefix(head, prefix):gsub("%s+", " "), box, attributes,
		size, with_prefix(body, prefix))
end

return svg

-- Where something stands in the document.  Pandoc's tree has no line numbers,
-- so words are looked up in the source: in order, and with everything blanked
-- out that is not text for the reader (attributes, addresses of links, keys of
-- citations, make blocks), so that a 2 in the text is not taken for the 2 of
-- a file name above it.

local source = {}

local function blank(text)
	return (text:gsub("[^\n]", " "))
end

-- Blanks the part of TEXT from FIRST to LAST.
local function blanked(text, first, last)
	return text:sub(1, first - 1) .. blank(text:sub(first, last)) ..
		text:sub(last + 1)
end

-- Blanks the lines of fenced make blocks.
local function without_rules(text)
	local fence
	return (text:gsub("([^\n]*)(\n?)", function(line, ending)
		local opening = line:match("^(```+)make$")
		if not fence and opening then
			fence = opening
		elseif fence then
			local closing = line:match("^(`+)%s*$")
			if closing and #closing >= #fence then
				fence = nil
			end
		else
			return nil
		end
		return blank(line) .. ending
	end))
end

-- &frac12; and &#50; are the characters that the reader sees.
local function with_entities(text)
	return (text:gsub("&#?%w+;", function(entity)
		return pandoc.utils.stringify(pandoc.read(entity, "markdown"))
	end))
end

local function without_markup(text)
	text = text:gsub("(%])(%b())", function(bracket, target)
		local title = target:match('^(%([^"]*")')
		if title then
			return bracket .. blank(title) .. target:sub(#title + 1)
		end
		return bracket .. blank(target)
	end)
	text = text:gsub("%b{}", function(braces)
		return braces:find("\n\n") and braces or blank(braces)
	end)
	text = text:gsub("@[%w_][%w_:.#$%%&+?<>~/-]*", blank)
	text = text:gsub("<https?://[^>\n]*>", blank)
	text = text:gsub("(\n *%[[^%]\n]*%]:)([^\n]*)", function(label, target)
		return label:find("%[%^") and label .. target or
			blank(label .. target)
	end)
	text = text:gsub("\n[ >]*%(?[%w#]+[.)] ", blank)
	return with_entities(text)
end

-- Splits off the footnotes that are defined in a place of their own, and
-- blanks the marks that call them.
local function split_notes(text)
	local notes = blank(text)
	local start = 1
	while true do
		local first, body = text:find("\n%[%^[^%]\n]+%]:", start)
		if not first then
			break
		end
		local last = body
		repeat
			last = text:find("\n", last + 1, true) or #text + 1
			local next_line = text:match("^[^\n]*", last + 1)
			local goes_on = next_line:find("^    ") or
				(next_line:find("%S") and
					not next_line:find("^%[%^")) or
				(next_line == "" and
					text:find("^\n    ", last + 1))
		until last >= #text or not goes_on
		last = math.min(last, #text) - 1
		notes = notes:sub(1, body) .. text:sub(body + 1, last) ..
			notes:sub(last + 1)
		text = blanked(text, first + 1, last)
		start = last
	end
	return text:gsub("%[%^[^%]\n]+%]", blank), notes
end

-- The letters and digits of TEXT and the place of each of them.
local function letters(text)
	local kept, places = {}, {}
	for place, code in utf8.codes(text) do
		if code >= 0x80 and code ~= 0xa0 or
				utf8.char(code):find("^%w") then
			for byte = 0, #utf8.char(code) - 1 do
				table.insert(places, place + byte)
			end
			table.insert(kept, utf8.char(code))
		end
	end
	return table.concat(kept), places
end

local function region(text)
	local kept, places = letters(text)
	return { text = text, letters = kept, places = places, cursor = 1 }
end

function source.load(path)
	local file, reason = io.open(path, "rb")
	local text = file and file:read("a")
	if not text or not utf8.len(text) then
		return nil, reason or path .. ": not UTF-8"
	end
	file:close()
	source.text = "\n" .. text
	local head, head_end = source.text:find("^\n%-%-%-\n.-\n[-.][-.][-.]\n")
	local head_text = head and source.text:sub(1, head_end) or ""
	local body = without_rules(source.text)
	if head then
		body = blanked(body, 1, head_end)
	end
	local main, notes = split_notes(without_markup(body))
	source.head = region(with_entities(head_text))
	source.main, source.notes = region(main), region(notes)
	return true
end

-- TEXT is the source or what is left of it: with the same lines.
local function line_of_byte(text, byte)
	local _, ends = text:sub(1, byte):gsub("\n", "")
	return math.max(ends, 1)
end

local function find(place, text, from)
	return place.letters:find(text, from, true)
end

-- Looks a block's TEXT up in a region ("head", "main", "notes"), from where
-- the last one ended; for source.line.
function source.locate(region_name, text)
	local place = source[region_name]
	local kept = letters(text)
	local first = kept ~= "" and (find(place, kept, place.cursor))
	if first then
		place.cursor = first + #kept
	end
	return { place = place, first = first, next = place.cursor }
end

-- The line of the part of a located text that starts behind BEFORE; where
-- markup hides the text from the look-up, that of the next WORD.
function source.line(located, before, word)
	local place, kept = located.place, letters(before)
	local at
	if located.first then
		at = located.first + #kept
	else
		at = find(place, (letters(word)), located.next) or
			find(place, (letters(word)), 1)
		if not at then
			return source.line_of(word, 1)
		end
		place.cursor = math.max(place.cursor, at + 1)
		located.next = at + 1
	end
	return line_of_byte(place.text, place.places[at])
end

-- The line of the NTH place in the raw source that has TEXT.
function source.line_of(text, nth)
	local at = 0
	for _ = 1, nth do
		at = source.text:find(text, at + 1, true)
		if not at then
			return 1
		end
	end
	return line_of_byte(source.text, at)
end

-- The line of the NTH attribute KEY="VALUE" of the source.
function source.line_of_attribute(key, value, nth)
	local at, seen = 1, 0
	while true do
		local first, last, written = source.text:find(
			key .. '=("?[^"\n}]*)', at)
		if not first then
			return 1
		end
		local bare = written:match('^"(.*)$') or
			written:match("^[^%s]*")
		if bare == value then
			seen = seen + 1
			if seen == nth then
				return line_of_byte(source.text, first)
			end
		end
		at = last + 1
	end
end

-- The line of the NTH fenced div of a class.
function source.line_of_div(class, nth)
	local line = 0
	for text in source.text:sub(2):gmatch("([^\n]*)\n") do
		line = line + 1
		if text:find("^:::.*%." .. class .. "[%s}]") then
			nth = nth - 1
			if nth == 0 then
				return line
			end
		end
	end
	return 1
end

return source

-- The make blocks: each rule can be unfolded beside what it made.

local rules = { anchors = {} }

-- The files that the rules of TEXT make, without their folders.
local function targets(text)
	local names = {}
	for line in (text .. "\n"):gmatch("([^\n]*)\n") do
		local list = line:match("^([^\t#:=][^:=#]*):[^=]") or
			line:match("^([^\t#:=][^:=#]*):$")
		for target in (list or ""):gmatch("%S+") do
			local name = target:gsub("^.*/", "")
			if name:find("^[%w][%w._-]*$") then
				table.insert(names, name)
			end
		end
	end
	return names
end

-- Which file is made where, before the numbers are linked to it.
function rules.collect(doc)
	doc:walk { CodeBlock = function(block)
		if block.classes[1] == "make" then
			for _, name in ipairs(targets(block.text)) do
				rules.anchors[name] = "rule-" .. name
			end
		end
	end }
end

local placed = {}

local function summary(names)
	local inlines = pandoc.List { pandoc.Str(#names > 0 and
		"How it is made:" or "Names used by the rules") }
	for i, name in ipairs(names) do
		local id = not placed[name] and "rule-" .. name or ""
		placed[name] = true
		inlines:extend { pandoc.Space(),
			pandoc.Code(name, pandoc.Attr(id)) }
		if i < #names then
			inlines:insert(pandoc.Str(","))
		end
	end
	return inlines
end

function rules.block(block)
	if block.classes[1] ~= "make" then
		return nil
	end
	local code = pandoc.CodeBlock(block.text, pandoc.Attr("", { "rule" }))
	local head = summary(targets(block.text))
	if not FORMAT:find("html") then
		return { pandoc.Para { pandoc.Emph(head) }, code }
	end
	return { pandoc.RawBlock("html", '<details class="rule"><summary>'),
		pandoc.Plain(head), pandoc.RawBlock("html", "</summary>"), code,
		pandoc.RawBlock("html", "</details>") }
end

return rules

-- The first page's table: a row per study, with the counts of its verdicts.

local layout = require "weave.layout"
local ledger = require "weave.ledger"
local messages = require "weave.messages"
local verdicts = require "weave.verdicts"

local studies = { documents = {}, scores = {} }

local function name_of(path)
	return (path:gsub("^.*/", ""):gsub("%.md$", ""))
end

-- DOCUMENTS: paths of the studies' documents; SCORES: paths of what
-- `audit summary` wrote; both separated by blanks.
function studies.load(documents, scores)
	for path in documents:gmatch("%S+") do
		local file, reason = io.open(path, "rb")
		if not file then
			messages.fatal("cannot open %s", reason)
		end
		local meta = pandoc.read(file:read("a"), "markdown-smart").meta
		file:close()
		table.insert(studies.documents, { name = name_of(path),
			title = meta.title or { pandoc.Str(name_of(path)) },
			description = meta.description or meta.subtitle })
	end
	for path in scores:gmatch("%S+") do
		local wanted = { "analysis", "group", "statistic", "value" }
		for _, row in ipairs(ledger.read_table(path, wanted)) do
			local name = row.group .. "/" .. row.statistic
			studies.scores[name] = row.value
		end
	end
end

local function link(text, target)
	return pandoc.Link({ pandoc.Str(text) }, target)
end

local function score(study, statistic)
	local value = studies.scores[study .. "/" .. statistic]
	if not value then
		return nil
	end
	return pandoc.Link({ pandoc.Str(value) }, study .. ".html#score",
		"score/" .. study .. "///" .. statistic .. " = " .. value,
		pandoc.Attr("", { "num" }))
end

-- A line per verdict that occurs.
local function verdicts_of(study)
	local inlines = pandoc.List()
	for _, kind in ipairs(verdicts.kinds) do
		local value = score(study, kind.name)
		if value and pandoc.utils.stringify(value) ~= "0" then
			if #inlines > 0 then
				inlines:insert(pandoc.LineBreak())
			end
			inlines:extend { value, pandoc.Space(),
				verdicts.mark(kind.name) }
		end
	end
	return inlines
end

local function row(study)
	local title = pandoc.List { pandoc.Link(study.title,
		study.name .. ".html") }
	if study.description then
		title:extend { pandoc.LineBreak(),
			pandoc.Span(study.description,
				pandoc.Attr("", { "small" })) }
	end
	local numbers = score(study.name, "numbers")
	return { title, { numbers or pandoc.Str("none") },
		verdicts_of(study.name),
		{ link("HTML", study.name .. ".html"), pandoc.LineBreak(),
			link("PDF", study.name .. ".pdf"), pandoc.LineBreak(),
			link("DOCX", study.name .. ".docx") } }
end

function studies.table(caption)
	local rows = {}
	for i, study in ipairs(studies.documents) do
		rows[i] = row(study)
	end
	return layout.table { caption = caption, rows = rows,
		header = { { pandoc.Str("Study") },
			{ pandoc.Str("Printed numbers checked") },
			{ pandoc.Str("Verdicts") }, { pandoc.Str("Read as") } },
		align = "AlignLeft", row_headers = true,
		widths = { 0.46, 0.17, 0.24, 0.13 } }
end

return studies

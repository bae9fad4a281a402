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
			description = meta.description })
	end
	for path in scores:gmatch("%S+") do
		for _, row in ipairs(ledger.read_table(path,
				{ "analysis", "group", "statistic", "value" })) do
			studies.scores[row.group .. "/" .. row.statistic] = row.value
		end
	end
end

local function link(text, target)
	return pandoc.Link({ pandoc.Str(text) }, target)
end

local function score(study, statistic)
	local value = studies.scores[study .. "/" .. statistic]
	if not value then
		return { pandoc.Str("–") }
	end
	return { pandoc.Link({ pandoc.Str(value) }, study .. ".html#score",
		"score/" .. study .. "///" .. statistic .. " = " .. value,
		pandoc.Attr("", { "num" })) }
end

local function row(study)
	local title = pandoc.List { pandoc.Link(study.title,
		study.name .. ".html") }
	if study.description then
		title:extend { pandoc.LineBreak(),
			pandoc.Span(study.description, pandoc.Attr("", { "small" })) }
	end
	local cells = { title, score(study.name, "numbers") }
	for _, kind in ipairs(verdicts.kinds) do
		table.insert(cells, score(study.name, kind.name))
	end
	table.insert(cells, { link("HTML", study.name .. ".html"),
		pandoc.Str(" "), link("PDF", study.name .. ".pdf"),
		pandoc.Str(" "), link("DOCX", study.name .. ".docx") })
	return cells
end

function studies.table(caption)
	local header = { { pandoc.Str("Study") },
		{ pandoc.Str("Numbers checked") } }
	for _, kind in ipairs(verdicts.kinds) do
		table.insert(header, { verdicts.mark(kind.name) })
	end
	table.insert(header, { pandoc.Str("Read as") })
	local rows = {}
	for i, study in ipairs(studies.documents) do
		rows[i] = row(study)
	end
	return layout.table { caption = caption, header = header, rows = rows,
		align = "AlignCenter", row_headers = true }
end

return studies

-- The weaving filter of pandoc: a literate analysis and its ledger in, a page
-- out in which every number comes from the ledger and links to its source.
-- report/README.md says what a document can hold.
--
-- Metadata, all given with -M by report/report.mk:
--   document  path of the document, for messages and line numbers
--   study     its name
--   build     folder of its figures
--   figures   "-print" for the figures of the PDF
--   ledger    path of ledger.tsv; of the first page, none
--   verdicts  path of verdicts.tsv; empty when nothing printed is checked
--   styles    paths of style sheets, separated by blanks
--   studies   names of all studies, for the navigation
--   documents, scores   of the first page only: see weave/studies.lua

local here = PANDOC_SCRIPT_FILE:gsub("[^/]*$", "")
package.path = here .. "?.lua;" .. package.path

local captions = require "weave.captions"
local digits = require "weave.digits"
local figures = require "weave.figures"
local layout = require "weave.layout"
local ledger = require "weave.ledger"
local messages = require "weave.messages"
local numbers = require "weave.numbers"
local page = require "weave.page"
local rules = require "weave.rules"
local source = require "weave.source"
local sources = require "weave.sources"
local studies = require "weave.studies"
local tables = require "weave.tables"
local verdicts = require "weave.verdicts"

local n_spans = {}

local function setting(meta, name)
	local value = meta[name] and pandoc.utils.stringify(meta[name]) or ""
	return value ~= "" and value or nil
end

local function load(meta)
	messages.path = setting(meta, "document")
	local done, reason = source.load(messages.path)
	if not done then
		messages.fatal("cannot read %s", reason)
	end
	source.study = setting(meta, "study") or ""
	figures.folder = setting(meta, "build") or "."
	figures.kind = setting(meta, "figures") or ""
	if setting(meta, "ledger") then
		ledger.load(setting(meta, "ledger"))
	end
	if setting(meta, "verdicts") then
		verdicts.load(setting(meta, "verdicts"))
	end
	studies.load(setting(meta, "documents") or "",
		setting(meta, "scores") or "")
end

local function number(span)
	local address = span.attributes.of or ""
	n_spans[address] = (n_spans[address] or 0) + 1
	return numbers.inline(address, { as = span.attributes.as,
		digits = span.attributes.digits, na = span.attributes.na },
		source.line_of_attribute("of", address, n_spans[address]))
end

local function span(element)
	if element.classes:includes("num") then
		return number(element), false
	elseif element.classes:includes("ref") then
		return captions.reference(element), false
	end
	return nil
end

-- A table typed into the document.
local function typed_table(block)
	if block.classes:includes("woven") then
		return nil
	end
	block.classes:insert("woven")
	if #block.caption.long > 0 then
		layout.number(block, block.caption.long[1].content)
	end
	return layout.scrolling(layout.mark_headers(block))
end

-- Pandoc walks into what a function returns, so that a caption's numbers are
-- woven too; the class "woven" marks what must not be woven again.
local function weave_blocks(blocks)
	return blocks:walk { traverse = "topdown", Span = span,
		Div = tables.div, Table = typed_table, Para = figures.para,
		CodeBlock = rules.block, Image = figures.refuse_inline }
end

-- Numbers stand in the subtitle and the abstract too; not in what other pages
-- print of this one.
local function weave_metadata(meta)
	for _, key in ipairs { "subtitle", "abstract" } do
		local kind = pandoc.utils.type(meta[key])
		if kind == "Inlines" then
			meta[key] = meta[key]:walk { Span = span }
		elseif kind == "Blocks" then
			meta[key] = weave_blocks(meta[key])
		end
	end
	for _, key in ipairs { "title", "description" } do
		if pandoc.utils.type(meta[key]) == "Inlines" then
			meta[key]:walk { Span = function()
				messages.add(source.line_of("\n" .. key .. ":", 1),
					"no number of the ledger can stand in the %s", key)
			end }
		end
	end
end

function Pandoc(doc)
	load(doc.meta)
	digits.read_allowed(doc.meta.digits)
	digits.check(doc)
	captions.count_all(doc)
	rules.collect(doc)
	weave_metadata(doc.meta)
	doc.blocks = weave_blocks(doc.blocks)
	digits.check_all_used()
	messages.stop_if_any()
	page.finish(doc, sources.blocks)
	return doc
end

-- What Pandoc would leave out of an Org file: formulas in environments are formulas, and other words behind a backslash are words.
-- Citations are written as Markdown has them, for the journal's own bibliography.
-- `org_source.py` has put a mark in place of each backslash at which Pandoc stops, and makes it one again where it is in words.

local mark = utf8.char(0xE05C)

local before_key = { AuthorInText = "", NormalCitation = "", SuppressAuthor = "-" }

local function cited(one)
  local key = one.id:match("^%w[%w:._-]*$") and one.id or "{" .. one.id .. "}"
  return before_key[one.mode] .. "@" .. key
end

local function with_spaces(before, inlines, behind)
  local words = pandoc.utils.stringify(inlines):gsub("^%s+", ""):gsub("%s+$", "")
  return words == "" and "" or before .. words .. behind
end

local function with_backslashes(element)
  element.text = element.text:gsub(mark, "\\")
  return element
end

return {
  {
    Cite = function(cite)
      local first = cite.citations[1]
      if #cite.citations == 1 and first.mode == "AuthorInText" then
        return pandoc.RawInline("markdown", cited(first) .. with_spaces(" [", first.suffix, "]"))
      end
      local all = {}
      for _, one in ipairs(cite.citations) do
        table.insert(all, with_spaces("", one.prefix, " ") .. cited(one) .. with_spaces(", ", one.suffix, ""))
      end
      return pandoc.RawInline("markdown", "[" .. table.concat(all, "; ") .. "]")
    end,
    Div = function(div)
      -- The list of works, which the journal prints itself.
      if div.identifier == "refs" then
        return {}
      end
    end,
    Code = with_backslashes,
    CodeBlock = with_backslashes,
    Math = with_backslashes,
    RawBlock = with_backslashes,
    RawInline = function(raw)
      if raw.format ~= "latex" then
        return with_backslashes(raw)
      elseif raw.text:match("^\\begin{") then
        return pandoc.Math("DisplayMath", with_backslashes(raw).text)
      end
      return pandoc.Str(raw.text)
    end,
    Link = function(link)
      link.target = link.target:gsub(mark, "%%5C")
      return link
    end,
  },
}

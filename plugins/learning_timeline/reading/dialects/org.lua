-- What Pandoc would leave out of an Org file: formulas in environments are formulas, and other words behind a backslash are words.
-- `org_source.py` has put a mark in place of each backslash at which Pandoc stops, and makes it one again where it is in words.

local mark = utf8.char(0xE05C)

local function with_backslashes(element)
  element.text = element.text:gsub(mark, "\\")
  return element
end

return {
  {
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

-- What a worker does: reads and writes one document after another, each within the sight that it needs.
--
-- A request is a line "VERB BYTES BYTES" and the bytes of a Markdown text or a JSON AST, and of a CSL style where one is
-- asked for. An answer is a line "done BYTES" or "failed BYTES" and the bytes of what was made or said. The first line
-- of all tells that the worker has begun. It ends with its input.

local reader = arg[1]
local options = pandoc.WriterOptions { wrap_text = 'none' }
local nothing = {} -- the files and addresses that a reader may see

local function bytes(count)
  return count == '0' and '' or io.read(tonumber(count)) -- reading no bytes would wait for the next one
end

local function html(document)
  return (pandoc.write(document, 'html5', options):gsub('\n?$', '\n', 1)) -- a file's last line has an end
end

local jobs = {
  read = function(text)
    return pandoc.write(pandoc.read(text, reader, nil, nothing), 'json')
  end,
  write = function(ast)
    return html(pandoc.read(ast, 'json', nil, nothing))
  end,
  cite = function(ast, style)
    local document = pandoc.read(ast, 'json', nil, nothing)
    if style ~= '' then -- pandoc looks among its media before it would look for a file
      pandoc.mediabag.insert(pandoc.utils.stringify(document.meta.csl), 'application/xml', style)
    end
    return html(pandoc.utils.citeproc(document))
  end,
}

io.stdin:setvbuf('full')
io.stdout:setvbuf('full')
io.write('begun\n')
io.flush()
while true do
  local line = io.read('L')
  if not line then
    break
  end
  local job, first, second = line:match('^(%a+) (%d+) (%d+)\n$')
  local done, result = pcall(jobs[job], bytes(first), bytes(second))
  result = done and result or tostring(result)
  io.write(done and 'done ' or 'failed ', #result, '\n', result)
  io.flush()
  result = nil
  collectgarbage() -- documents are small to Lua, which holds them, and large to pandoc
end

-- Waits for the server's diagnostics, applies the first fix of one, waits until it is gone, and writes down what happened.
local seen = {}

local function wait_for(what, is_there)
  if not vim.wait(20000, is_there, 10) then
    error('waited in vain for ' .. what .. ': ' .. vim.inspect(vim.diagnostic.get(0)))
  end
end

local function find(code)
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    if diagnostic.code == code then return diagnostic end
  end
end

local function run()
  local code = vim.env.HULLWRIGHT_RULE
  wait_for('a finding of ' .. code, function() return find(code) end)
  seen.diagnostics = {}
  for _, diagnostic in ipairs(vim.diagnostic.get(0)) do
    table.insert(seen.diagnostics, diagnostic.lnum .. ':' .. diagnostic.col .. ' ' .. diagnostic.source .. ' ' .. diagnostic.code)
  end

  local finding = find(code)
  vim.api.nvim_win_set_cursor(0, { finding.lnum + 1, finding.col })
  local params = vim.lsp.util.make_range_params(0, 'utf-16')
  params.context = { diagnostics = {}, only = { 'quickfix' } }
  for id, answer in pairs(vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 20000)) do
    local client = vim.lsp.get_client_by_id(id)
    local action = answer.result[1]
    if not action.edit then action = client.request_sync('codeAction/resolve', action, 20000, 0).result end
    seen.action = action.title
    vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16')
  end
  wait_for('the finding to go', function() return not find(code) end)
  seen.lines = vim.api.nvim_buf_get_lines(0, 0, -1, true)
end

local fine, problem = pcall(run)
if not fine then seen.problem = tostring(problem) end
vim.fn.writefile({ vim.fn.json_encode(seen) }, vim.env.HULLWRIGHT_SEEN)
vim.cmd('qall!')

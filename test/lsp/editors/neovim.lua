-- Run by editors.test.ts in a headless Neovim whose init.lua is the one in docs/editors.md: opens a file as a user would,
-- and writes what the language server gave to the file METRO_REPORT.
local function run()
	vim.cmd('edit ' .. vim.env.METRO_FILE)
	local buffer = vim.api.nvim_get_current_buf()
	local place = { line = tonumber(vim.env.METRO_LINE), character = tonumber(vim.env.METRO_CHARACTER) }
	vim.wait(20000, function()
		return #vim.diagnostic.get(buffer) > 0
	end, 20)

	local function ask(verb)
		local params = { textDocument = vim.lsp.util.make_text_document_params(buffer), position = place }
		local answers = vim.lsp.buf_request_sync(buffer, 'textDocument/' .. verb, params, 10000)
		local _, answer = next(answers or {})
		return answer and answer.result or {}
	end
	local function names(list, key, into)
		for _, entry in ipairs(list) do
			table.insert(into, entry[key])
			names(entry.children or {}, key, into)
		end
		return into
	end

	local completion = ask('completion')
	local hover = ask('hover')
	local definitions = vim.tbl_map(function(location)
		return location.range.start.line
	end, vim.tbl_islist(ask('definition')) and ask('definition') or { ask('definition') })
	return {
		language = vim.bo[buffer].filetype,
		diagnostics = names(vim.diagnostic.get(buffer), 'message', {}),
		completion = names(completion.items or completion, 'label', {}),
		hover = hover.contents and hover.contents.value or '',
		definitions = definitions,
		symbols = names(ask('documentSymbol'), 'name', {}),
	}
end

local good, report = pcall(run)
if good then
	vim.fn.writefile({ vim.json.encode(report) }, vim.env.METRO_REPORT)
	vim.cmd('qa!')
else
	io.stderr:write(tostring(report) .. '\n')
	vim.cmd('cquit')
end

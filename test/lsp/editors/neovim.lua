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

	-- Neovim keeps what the server sent beside its own form of it.
	local function as_sent(problem)
		return {
			code = problem.code,
			message = problem.message,
			severity = problem.severity,
			data = vim.tbl_get(problem, 'user_data', 'lsp', 'data'),
			range = {
				start = { line = problem.lnum, character = problem.col },
				['end'] = { line = problem.end_lnum, character = problem.end_col },
			},
		}
	end

	local completion = ask('completion')
	local hover = ask('hover')
	local definitions = vim.tbl_map(function(location)
		return location.range.start.line
	end, vim.tbl_islist(ask('definition')) and ask('definition') or { ask('definition') })
	-- All fixes, the first of which that is an edit is applied as Neovim does it.
	local actions = vim.lsp.buf_request_sync(buffer, 'textDocument/codeAction', {
		textDocument = vim.lsp.util.make_text_document_params(buffer),
		range = {
			start = { line = 0, character = 0 },
			['end'] = { line = vim.api.nvim_buf_line_count(buffer), character = 0 },
		},
		context = { diagnostics = vim.tbl_map(as_sent, vim.diagnostic.get(buffer)) },
	}, 10000)
	local _, offered = next(actions or {})
	for _, action in ipairs(offered and offered.result or {}) do
		if action.edit then
			vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16')
			break
		end
	end
	return {
		fixes = names(offered and offered.result or {}, 'title', {}),
		edited = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, true), '\n'),
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

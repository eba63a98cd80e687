/** Commands that ask nothing: what each leaves on disk, in the clipboard or in an editor. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Services } from '../../../client/src/services.ts';
import { dateText } from '../../../scripts/sample/calendar.ts';
import { home, until } from '../support/host.ts';
import { mirror, nodeOf, readyServices, rowNow } from '../support/metro.ts';

describe('commands', () => {
	let metro: Services;
	before(async () => {
		metro = await readyServices();
	});
	afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

	function activePath(): string | undefined {
		return vscode.window.activeTextEditor?.document.uri.path;
	}

	/** Files of the mirror by their path, with the time of their last change. */
	function files(): Map<string, number> {
		return new Map(
			readdirSync(mirror(), { recursive: true, encoding: 'utf8' })
				.map((name) => join(mirror(), name))
				.filter((path) => existsSync(path))
				.map((path) => [path, statSync(path).mtimeMs]),
		);
	}

	it('Zap Failcount: the failcount is gone, the others stay', async () => {
		const id = 'funtoo-current/x86-64bit/generic_64';
		const file = join(mirror(), id, '.control', '.failcount');
		assert.equal(readFileSync(file, 'utf8'), '1');
		try {
			await vscode.commands.executeCommand('metro.zapFailcount', nodeOf(metro, id));
			assert.equal(existsSync(file), false);
			assert.equal(
				readFileSync(join(mirror(), 'funtoo-current/x86-64bit/core2_64/.control/.failcount'), 'utf8'),
				'3',
			);
			await until('no badge', async () => (await rowNow(metro, id)).badge === undefined);
		} finally {
			writeFileSync(file, '1');
		}
	});

	it('a section that .metro lacks is added, unsaved, with the cursor where its value goes; then only the line', async () => {
		const add = (): Thenable<unknown> =>
			vscode.commands.executeCommand(
				'metro.addToMetro',
				home(),
				'[section publish]\n\ntarget: ',
				'publish/target',
			);
		await add();
		const editor = vscode.window.activeTextEditor;
		assert.equal(editor?.document.uri.path, join(home(), '.metro'));
		assert.match(editor.document.getText(), /\n\n\[section publish\]\n\ntarget: \n$/);
		assert.equal(editor.document.lineAt(editor.selection.active.line).text, 'target: ');
		assert.ok(editor.document.isDirty);
		await until('the outline has the section', async () => {
			const outline = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
				'vscode.executeDocumentSymbolProvider',
				editor.document.uri,
			);
			return outline.some(({ name }) => name === 'publish');
		});
		await add();
		assert.match(editor.document.getText(), /\n\[section publish\]\ntarget: \n\ntarget: \n$/);
		await vscode.commands.executeCommand('workbench.action.files.revert');
	});

	it('Write index.xml: the file lies at the root of the mirror', async () => {
		const file = join(mirror(), 'index.xml');
		await vscode.commands.executeCommand('metro.writeIndexXml');
		assert.match(readFileSync(file, 'utf8'), /<fails builds=[\s\S]*<subarch name="amd64-jaguar"/);
		rmSync(file);
	});

	it('Generate Digests: missing hash files come, those without an archive go', async () => {
		const before = files();
		const archives = [...before.keys()].filter((path) => /\.tar\.xz$/.test(path));
		const missing = archives.filter((path) => !before.has(`${path}.hash.txt`));
		assert.ok(missing.length > 0);
		await vscode.commands.executeCommand('metro.generateDigests');
		const after = files();
		// Nobody knows whether an archive of a build in progress is finished.
		const running = join(mirror(), 'funtoo-current/x86-64bit/corei7', dateText(new Date(), 0));
		const without = archives.filter((path) => !after.has(`${path}.hash.txt`));
		assert.deepEqual(
			without.filter((path) => !path.startsWith(running)),
			[],
		);
		assert.equal(without.length, 1);
		const orphans = [...after.keys()].filter(
			(path) => path.endsWith('.hash.txt') && !after.has(path.slice(0, -'.hash.txt'.length)),
		);
		assert.deepEqual(orphans, []);
		const [changed] = archives.filter((path) => before.get(path) !== after.get(path));
		assert.equal(changed, undefined);
	});

	it('Clean: a page to review, its script one click away, and nothing removed', async () => {
		const before = files();
		await vscode.commands.executeCommand('metro.clean');
		await until('the tab of the review', () => {
			const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
			return input instanceof vscode.TabInputWebview && input.viewType.endsWith('metro.cleanReview');
		});
		await vscode.commands.executeCommand('metro.showCleanScript');
		assert.deepEqual(files(), before);
		const shown = vscode.window.activeTextEditor?.document;
		assert.equal(shown?.languageId, 'shellscript');
		const removals = shown
			.getText()
			.split('\n')
			.filter((line) => line.startsWith('rm '));
		assert.ok(removals.length > 5);
		assert.ok(removals.every((line) => line.includes(mirror())));
	});

	it('Copy Path: the path of the row is in the clipboard', async () => {
		const id = 'funtoo-current/x86-64bit/amd64-k8';
		await vscode.commands.executeCommand('metro.copyPath', nodeOf(metro, id));
		const expected = join(mirror(), id);
		await until('the path', async () => (await vscode.env.clipboard.readText()) === expected);
	});

	it('Open .metro and Open .buildbot: the files, in their languages', async () => {
		await vscode.commands.executeCommand('metro.openMetro');
		await until('.metro', () => activePath() === join(home(), '.metro'));
		assert.equal(vscode.window.activeTextEditor?.document.languageId, 'metro');
		await vscode.commands.executeCommand('metro.openBuildbot');
		await until('.buildbot', () => activePath() === join(home(), '.buildbot'));
		assert.equal(vscode.window.activeTextEditor?.document.languageId, 'metro-buildbot');
	});

	it('Open: a file of a build', async () => {
		const build = (await metro.view.tree.rowsBelow(home(), 'funtoo-current/x86-64bit/core2_64'))[0];
		assert.ok(build);
		const log = (await metro.view.tree.rowsBelow(home(), build.id)).find((row) => row.tags.includes('log'));
		assert.ok(log?.path);
		await vscode.commands.executeCommand('metro.openFile', nodeOf(metro, log.id));
		await until('the log', () => activePath() === log.path);
	});

	it('Refresh reads everything again', async () => {
		await vscode.commands.executeCommand('metro.refresh');
		assert.equal(metro.setups.known?.[0]?.state, 'ready');
	});

	it('Restart Language Server: it runs again, and answers', async () => {
		await vscode.commands.executeCommand('metro.restartServer');
		assert.equal(metro.server.health, 'running');
		await until('an answer', async () => (await metro.setups.ask())[0]?.state === 'ready');
		assert.equal((await rowNow(metro, 'funtoo-current')).label, 'funtoo-current');
	});

	it('a language server that dies is started again, and the view with it', async () => {
		const children = readdirSync('/proc')
			.filter((name) => /^\d+$/.test(name))
			.filter((pid) => {
				try {
					const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
					const parent = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ')[1];
					return words.some((word) => word.endsWith('/dist/server.cjs')) && parent === `${process.pid}`;
				} catch {
					// It has ended since the directory was read.
					return false;
				}
			});
		const [server] = children;
		assert.ok(server !== undefined && children.length === 1, `${children.length} language servers`);
		process.kill(Number(server), 'SIGKILL');
		await until('the end', () => metro.server.health !== 'running');
		await until('a new one', () => metro.server.health === 'running');
		await until('an answer', async () => (await metro.setups.ask())[0]?.state === 'ready');
		assert.equal((await rowNow(metro, 'funtoo-current')).label, 'funtoo-current');
	});

	it('buildrepo is at hand in a terminal, for the home of this window', async () => {
		const place = mkdtempSync(join(tmpdir(), 'metro-terminal-'));
		const answer = join(place, 'answer');
		const terminal = vscode.window.createTerminal({ name: 'test', cwd: place });
		try {
			terminal.sendText(`buildrepo fails > ${join(place, 'draft')}; mv ${join(place, 'draft')} ${answer}`);
			await until('the answer', () => existsSync(answer));
			assert.match(readFileSync(answer, 'utf8'), new RegExp(`^   3   \\S+ ${mirror()}/funtoo-current/`));
		} finally {
			terminal.dispose();
			rmSync(place, { recursive: true });
		}
	});

	it('offers the next build as a task, with an argument array', async () => {
		const [task] = await vscode.tasks.fetchTasks({ type: 'metro' });
		assert.ok(task?.execution instanceof vscode.ProcessExecution);
		assert.deepEqual(task.definition, { type: 'metro', task: 'next', home: home() });
		assert.equal(task.execution.process, process.execPath);
		assert.equal(task.execution.args.at(-1), 'buildbot');
		assert.deepEqual(task.execution.options?.env, { ELECTRON_RUN_AS_NODE: '1' });
	});

	it('language models get the answers of buildrepo', async function () {
		// Editors without language models have no tools.
		if (typeof vscode.lm?.invokeTool !== 'function') this.skip();
		await until('the tools', () => vscode.lm.tools.some(({ name }) => name === 'metro_config'));
		const input = { key: 'path/mirror' };
		const answer = await vscode.lm.invokeTool('metro_config', { input, toolInvocationToken: undefined });
		const text = answer.content
			.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : ''))
			.join('');
		assert.equal(JSON.parse(text).result.lookups[0].value, mirror());
	});
});

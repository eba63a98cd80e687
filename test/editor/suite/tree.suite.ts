/** The repository view's rows, from the language server to the editor's tree items. */
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Services } from '../../../client/src/services.ts';
import type { TreeNode } from '../../../client/src/view/treeNode.ts';
import { home, until } from '../support/host.ts';
import { mirror, nodeOf, readyServices, rowNow } from '../support/metro.ts';

describe('repository tree', () => {
	let metro: Services;
	before(async () => {
		metro = await readyServices();
	});

	async function items(parent?: TreeNode): Promise<vscode.TreeItem[]> {
		const nodes = (await metro.view.tree.getChildren(parent)) ?? [];
		return Promise.all(nodes.map((node) => metro.view.tree.getTreeItem(node)));
	}

	it('has the builds at the top, opened to show their arches', async () => {
		const builds = await items();
		assert.deepEqual(
			builds.map(({ label }) => label),
			['funtoo-current', 'funtoo-current-hardened'],
		);
		assert.ok(builds.every((item) => item.collapsibleState === vscode.TreeItemCollapsibleState.Expanded));
		const arches = await items(nodeOf(metro, 'funtoo-current'));
		assert.ok(arches.every((item) => item.collapsibleState === vscode.TreeItemCollapsibleState.Collapsed));
	});

	it('keeps rows open and closed as the user left them when everything is redrawn', async () => {
		const { tree } = metro.view;
		const arch = nodeOf(metro, 'funtoo-current/pure64');
		const build = nodeOf(metro, 'funtoo-current');
		const state = async (node: TreeNode) => (await tree.getTreeItem(node)).collapsibleState;
		tree.remember(arch, true);
		tree.remember(build, false);
		tree.redrawAll();
		assert.equal(await state(arch), vscode.TreeItemCollapsibleState.Expanded);
		assert.equal(await state(build), vscode.TreeItemCollapsibleState.Collapsed);
		tree.remember(arch, false);
		tree.remember(build, true);
		assert.equal(await state(arch), vscode.TreeItemCollapsibleState.Collapsed);
	});

	it('gives each row an icon, a text for screen readers and words for menus', async () => {
		const [item] = (await items(nodeOf(metro, 'funtoo-current/x86-64bit'))).filter(
			({ label }) => label === 'core2_64',
		);
		assert.ok(item);
		assert.equal((item.iconPath as vscode.ThemeIcon).id, 'error');
		assert.match(item.contextValue ?? '', /^,subarch,local,(?:[\w-]+,)*failing,(?:[\w-]+,)*path,$/);
		assert.match(item.accessibilityInformation?.label ?? '', /core2_64, .*3/);
		assert.match((item.tooltip as vscode.MarkdownString).value, /\*\*core2/);
		assert.equal((item.tooltip as vscode.MarkdownString).isTrusted, undefined);
		assert.equal(item.resourceUri?.scheme, 'metro-row');
	});

	it('finds the way up from any row', async () => {
		const { tree } = metro.view;
		let at: TreeNode | null | undefined = nodeOf(metro, 'funtoo-current/x86-64bit/amd64-jaguar');
		const path: string[] = [];
		while (at?.kind === 'row') {
			path.push(at.id);
			at = await tree.getParent?.(at);
		}
		assert.deepEqual(path, [
			'funtoo-current/x86-64bit/amd64-jaguar',
			'funtoo-current/x86-64bit',
			'funtoo-current',
		]);
	});

	it('tells of a failcount within a second, and of the rows it concerns only', async () => {
		const id = 'funtoo-current/x86-64bit/amd64-jaguar';
		const file = join(mirror(), id, '.control', '.failcount');
		const told: (readonly string[] | undefined)[] = [];
		const listener = metro.server.onDidChangeSetup(({ rows }) =>
			told.push(rows?.flatMap((change) => change.rows.map((row) => row.id))),
		);
		const delays: number[] = [];
		try {
			// A busy machine is late at times, but not always.
			for (let count = 1; count <= 20 && !delays.some((delay) => delay < 1000); count++) {
				const began = Date.now();
				writeFileSync(file, `${count}`);
				await until(`the badge ${count}`, async () => (await rowNow(metro, id)).badge?.text === `${count}`);
				delays.push(Date.now() - began);
			}
			await until('the notification', () => told.length > 0);
			assert.ok(Math.min(...delays) < 1000, `told after ${delays.join(', ')} ms`);
			assert.ok(told.flat().includes(id), JSON.stringify(told));
			assert.ok(told.every((rows) => rows !== undefined && !rows.some((row) => row?.includes('hardened'))));
		} finally {
			listener.dispose();
			rmSync(file);
		}
		await until('no badge', async () => (await rowNow(metro, id)).badge === undefined);
	});

	it('counts the subarches that need somebody for its badge', async () => {
		const [setup] = await metro.setups.ask();
		assert.equal(setup?.home, home());
		assert.equal(setup?.failing, 3);
		assert.equal(setup?.outOfRotation, 1);
	});

	it('shows a row: Show in Tree selects it', async () => {
		const id = 'funtoo-current-hardened/pure64/amd64-jaguar-pure64';
		await vscode.commands.executeCommand('metro.showInTree', home(), id);
	});
});

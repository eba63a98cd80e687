/** Compares package.json and .vscodeignore with the files that they name. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertNone } from './support/assertNone.ts';
import { contributes, manifest, root, steps } from './support/manifest.ts';

test('every file in the manifest exists or is a bundle', () => {
	const bundles = ['dist/extension.cjs', 'dist/server.cjs', 'dist/buildrepo.cjs'];
	const named = [
		manifest.main,
		manifest.icon,
		...Object.values(manifest.bin),
		...contributes.viewsContainers.activitybar.map(({ icon }) => icon),
		...contributes.views.metro.map(({ icon }) => icon),
		...contributes.languages.map(({ configuration }) => configuration),
		...contributes.grammars.map(({ path }) => path),
		...steps.map(({ media }) => media.markdown),
	].map((path) => path.replace(/^\.\//, ''));
	assertNone(
		named.filter((path) => !bundles.includes(path) && !existsSync(join(root, path))),
		'package.json names files that do not exist. Correct or add:',
	);
});

test('the package contains the allow-listed files, and everything the manifest needs', () => {
	const lines = readFileSync(join(root, '.vscodeignore'), 'utf8')
		.split('\n')
		.filter((line) => line !== '' && !line.startsWith('#'));
	assert.equal(lines[0], '**');
	const allowed = lines.slice(1);
	assert.deepEqual(
		allowed.filter((line) => !/^![\w./-]+(?:\*\.(?:md|json))?$/.test(line)),
		[],
	);
	const takes = (path: string): boolean =>
		allowed.some((line) => {
			const [before = '', after] = line.slice(1).split('*');
			if (after === undefined) return path === before;
			return path.startsWith(before) && path.endsWith(after) && !path.slice(before.length).includes('/');
		});
	const needed = [
		'package.json',
		'package.nls.json',
		...globSync(['package.nls.*.json', 'l10n/*.json'], { cwd: root }),
		'LICENSE',
		'README.md',
		'CHANGELOG.md',
		'dist/server.cjs',
		'dist/buildrepo.cjs',
		'dist/hashThread.cjs',
		'dist/mcpServer.cjs',
		manifest.main,
		manifest.icon,
		...contributes.viewsContainers.activitybar.map(({ icon }) => icon),
		...contributes.languages.map(({ configuration }) => configuration),
		...contributes.grammars.map(({ path }) => path),
		...steps.map(({ media }) => media.markdown),
	].map((path) => path.replace(/^\.\//, ''));
	assertNone(
		needed.filter((path) => !takes(path)),
		'Add these to .vscodeignore, or the package lacks them (a line "!PATH"):',
	);
	for (const path of [
		'client/src/extension.ts',
		'node_modules/execa/index.js',
		'test/manifest.test.ts',
		'.npmrc',
	]) {
		assert.ok(!takes(path), path);
	}
});

test('grammars have the scopes that their files have', () => {
	for (const { scopeName, path } of contributes.grammars) {
		const grammar = JSON.parse(readFileSync(join(root, path), 'utf8')) as { readonly scopeName: string };
		assert.equal(grammar.scopeName, scopeName);
	}
});

test('a Metro configuration is known by its first line', () => {
	const pattern = new RegExp(contributes.languages.find(({ id }) => id === 'metro')?.firstLine ?? '(?!)');
	for (const line of [
		'[section path]',
		'[collect ./x.conf]',
		'[when target is stage1]',
		'[option parse/lax]',
	]) {
		assert.match(line, pattern);
	}
	for (const line of ['[core]', '[sections]', '# [section path]']) assert.doesNotMatch(line, pattern);
});

test('activation is bounded', () => {
	for (const event of manifest.activationEvents) {
		assert.match(
			event,
			/^(?:onView|onLanguage|onTaskType|onFileSystem|onWebviewPanel):[\w.-]+$|^workspaceContains:\.(?:metro|buildbot)$/,
		);
	}
});

/** Whether `npm run check`, `npm test` and `npm start` have to install the packages first. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { packagesAreInstalled } from '../../scripts/installedPackages.mjs';

const itself = { '': { name: 'metro' } };
const node = { 'node_modules/node': { version: '24.0.0', integrity: 'sha512-a' } };
const windows = { 'node_modules/node-win': { version: '24.0.0', optional: true } };
const esbuild = { 'node_modules/esbuild': { version: '1.0.0', dev: true } };

const cases: readonly (readonly [expected: boolean, what: string, lock: object, installed?: object])[] = [
	[true, 'all of them', { ...itself, ...node, ...esbuild }, { ...node, ...esbuild }],
	[true, 'all but those for another platform', { ...itself, ...node, ...windows }, node],
	[false, 'none', { ...itself, ...node }],
	[false, 'one is missing', { ...itself, ...node, ...esbuild }, node],
	[false, 'one is left over', { ...itself, ...node }, { ...node, ...esbuild }],
	[
		false,
		'one has another version',
		node,
		{ 'node_modules/node': { version: '22.0.0', integrity: 'sha512-a' } },
	],
	[false, 'an optional one has another version', windows, { 'node_modules/node-win': { version: '1' } }],
];

for (const [expected, what, lock, installed] of cases) {
	test(`installed: ${what}`, (t) => {
		const root = mkdtempSync(join(tmpdir(), 'metro-packages-'));
		t.after(() => rmSync(root, { recursive: true }));
		writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: lock }));
		mkdirSync(join(root, 'node_modules'));
		const hidden = join(root, 'node_modules', '.package-lock.json');
		if (installed !== undefined) writeFileSync(hidden, JSON.stringify({ packages: installed }));
		assert.equal(packagesAreInstalled(root), expected);
		// An installation that was cut short.
		writeFileSync(hidden, '{"packages": {');
		assert.equal(packagesAreInstalled(root), false);
	});
}

/** `npm start` immediately reports what is wrong with the given folder. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const start = join(import.meta.dirname, '..', '..', 'scripts', 'start.ts');
let folder: string;

before(() => {
	folder = mkdtempSync(join(tmpdir(), 'metro-start-'));
	for (const name of ['no-buildbot', 'no-metro', 'directory']) mkdirSync(join(folder, name));
	writeFileSync(join(folder, 'no-buildbot', '.metro'), '');
	writeFileSync(join(folder, 'no-metro', '.buildbot'), '');
	writeFileSync(join(folder, 'directory', '.metro'), '');
	mkdirSync(join(folder, 'directory', '.buildbot'));
});

after(() => rmSync(folder, { recursive: true, force: true }));

for (const [what, args, message] of [
	['a folder that is missing', ['missing'], /missing is no Metro home: it has no file \.metro/],
	['a folder without .buildbot', ['no-buildbot'], /no-buildbot is no Metro home: it has no file \.buildbot/],
	['a folder without .metro', ['no-metro'], /no-metro is no Metro home: it has no file \.metro/],
	['a .buildbot that is a directory', ['directory'], /directory is no Metro home: it has no file \.buildbot/],
	['two folders', ['one', 'two'], /only one folder can be opened/],
	['an unknown option', ['--frehs'], /Unknown option '--frehs'.*usage: npm start/],
] as const) {
	test(`${what}: one line, exit 2, and nothing is built`, () => {
		const { status, stdout, stderr } = spawnSync(process.execPath, [start, ...args], {
			env: { ...process.env, INIT_CWD: folder },
			encoding: 'utf8',
		});
		assert.match(stderr, message);
		assert.equal(stderr.trimEnd().split('\n').length, 1);
		assert.equal(stdout, '');
		assert.equal(status, 2);
	});
}

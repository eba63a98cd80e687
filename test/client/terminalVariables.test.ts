import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { terminalVariables } from '../../client/src/buildrepo/terminalVariables.ts';

const bundled = { runtime: '/usr/lib/code/code', script: '/ext/dist/buildrepo.cjs' };
const program = join(import.meta.dirname, '..', '..', 'bin', 'buildrepo');
const place = mkdtempSync(join(tmpdir(), 'metro-terminal-'));
after(() => rmSync(place, { recursive: true }));

for (const [what, homes, wanted] of [
	['the Metro home of the window is named', ['/srv/farm'], '/srv/farm'],
	["the user's own home needs no naming", ['/root'], undefined],
	['of several none is meant', ['/srv/a', '/srv/b'], undefined],
	['no answer yet', [], undefined],
] as const) {
	test(`terminals: ${what}`, () => {
		const { appendedPath, values } = terminalVariables('/ext/bin', bundled, homes, '/root');
		assert.equal(appendedPath, ':/ext/bin');
		assert.equal(values.METRO_NODE, '/usr/lib/code/code');
		assert.equal(values.BUILDREPO_HOME, wanted);
	});
}

test('buildrepo on PATH runs the program beside it, whatever its folder is called and through a link', () => {
	const folder = join(place, "an 'odd' $(name)");
	for (const name of ['bin', 'dist']) mkdirSync(join(folder, name), { recursive: true });
	execFileSync('cp', [program, join(folder, 'bin', 'buildrepo')]);
	writeFileSync(
		join(folder, 'dist', 'buildrepo.cjs'),
		'console.log(JSON.stringify([process.env.ELECTRON_RUN_AS_NODE, ...process.argv.slice(2)]))',
	);
	symlinkSync(join(folder, 'bin', 'buildrepo'), join(place, 'buildrepo'));
	for (const path of [join(folder, 'bin'), place]) {
		for (const env of [{ METRO_NODE: process.execPath }, {}]) {
			const PATH = `${path}:${dirname(process.execPath)}:/usr/bin:/bin`;
			const said = execFileSync('buildrepo', ['explain', 'a b', '*'], {
				env: { ...env, PATH },
				encoding: 'utf8',
			});
			assert.deepEqual(JSON.parse(said), ['1', 'explain', 'a b', '*']);
		}
	}
});

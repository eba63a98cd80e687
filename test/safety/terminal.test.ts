/** Whatever names a repository has, no command prints what acts on a terminal, turns text around or ends a line. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { suite, test } from 'node:test';
import { reprString } from '../../server/src/base/pythonText.ts';
import { commands } from '../../server/src/cli/commands/index.ts';
import { createMemoryFileSystem, type MemoryFileSystem } from '../support/memoryFileSystem.ts';
import { buildrepo } from '../support/testHost.ts';

/** Sets the window's title, colours, turns text around, hides: in C0, C1 and Unicode. */
const name =
	'a\u001b]0;title\u0007b\u009b31mc\u009d0;x\u009cd\u202ee\u2066f\u200fg\u061ch\u007f\u0085i\u2028j\rk';

const hostile = /[\0-\t\v-\u001f\u007f-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

function mirror(): MemoryFileSystem {
	const files = createMemoryFileSystem(() => Date.parse('2015-02-20T12:00:00Z'));
	files.put('/home/.metro', `[section path]\nmirror: /mirror\n[section my]\n${'k: $[nosuch/key]\n'}`);
	files.put(
		'/home/.buildbot',
		`name = ${reprString(name)}\nbuilds = (name, "gone" + name)\narches = ("x86-64bit",)\nsubarches = (name, "corei7", "generic_64")\nkeep_num = 1\nmap_build = lambda *a: [name, name]\n`,
	);
	for (const subarch of [name, 'corei7']) {
		const path = `/mirror/${name}/x86-64bit/${subarch}`;
		for (const date of ['2015-01-01', '2015-01-02', '2015-01-03']) {
			files.put(`${path}/${date}/stage3-${name}.tar.xz`, 'x');
			files.put(`${path}/${date}/status`, 'ok');
			files.put(`${path}/${date}/build-info.json`, '{');
		}
		files.put(`${path}/2015-01-04/stage1.tar`, 'x');
		files.put(`${path}/${name}/file`, 'x');
		files.put(`${path}/2015-01-01/${name}.tar.xz.hash.txt`, 'sha256 0\n');
		files.put(`${path}/.control/.failcount`, subarch === name ? name : '1');
		files.putLink(`${path}/${name}-dead.tar.xz`, `${name}/nowhere`);
	}
	files.put(`/mirror/${name}/snapshots/${name}-2015-01-01.tar.xz`, 'x');
	return files;
}

const lines: readonly (readonly string[])[] = [
	// `mcp` speaks JSON with a program, never with a terminal.
	...[...commands.keys()]
		.filter((command) => command !== 'mcp')
		.flatMap((command) => [[command], [command, '--json']]),
	['clean', '--apply', '--yes'],
	['clean', '--dry-run'],
	['buildbot', '--pretend'],
	['explain', name],
	['explain', `${name}/x86-64bit/${name}`],
	['config', name],
	['compress', `/mirror/${name}/x86-64bit/${name}/2015-01-04`],
	['compress', `/mirror/${name}`],
	['check', `/home/${name}`],
	['digestgen', '--only', name],
	['history', name],
	[name],
	['--mirror', `/mirror/${name}`, 'fails'],
	['--config', `/home/${name}`, 'config'],
	['--dialect', name, 'fails'],
];

suite('what reaches a terminal', () => {
	for (const dialect of ['2015', '2019']) {
		for (const words of lines) {
			test(`${dialect}: ${JSON.stringify(words.join(' '))}`, async () => {
				const { stdout, stderr } = await buildrepo(['--dialect', dialect, ...words], { files: mirror() });
				assert.doesNotMatch(stdout, hostile);
				assert.doesNotMatch(stderr, hostile);
			});
		}
	}

	test('the printed script of clean names the real files', async () => {
		const { stdout } = await buildrepo(['--dialect', '2015', 'clean'], { files: mirror() });
		for (const shell of ['sh', 'bash']) {
			const script = `rm() { for word do printf '%s|' "$word"; done; }\n${stdout}`;
			const shown = spawnSync(shell, ['-c', script], { encoding: 'utf8' });
			assert.equal(shown.stderr, '');
			assert.ok(shown.stdout.includes(`/mirror/${name}/x86-64bit/${name}/2015-01-01`), shown.stdout);
		}
	});
});

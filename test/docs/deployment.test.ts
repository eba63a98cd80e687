/** The units for systemd and the lines for cron: valid, in pairs, and with commands that exist. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { suite, test } from 'node:test';
import { programOnPath } from '../../scripts/vscode/processes.ts';
import { parseCommandLine } from '../../server/src/cli/arguments/commandLine.ts';
import { commands } from '../../server/src/cli/commands/index.ts';

const root = join(import.meta.dirname, '../..');
const units = globSync('docs/systemd/*', { cwd: root }).sort();
const page = readFileSync(join(root, 'docs/deployment.md'), 'utf8');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

suite('systemd units', () => {
	test('each service has a timer, and the page names both', () => {
		const names = units.map((unit) => basename(unit));
		const services = names.filter((name) => name.endsWith('.service'));
		assert.equal(names.length, 2 * services.length);
		for (const service of services) {
			assert.ok(names.includes(service.replace('.service', '.timer')), service);
			assert.ok(
				page.includes(`systemd/${service}`) &&
					page.includes(`systemd/${service.replace('.service', '.timer')}`),
			);
		}
	});

	const calls = [
		...units.flatMap((unit) =>
			[...readFileSync(join(root, unit), 'utf8').matchAll(/^ExecStart=\S+\/buildrepo (.*)$/gm)].map(
				([, line = '']) => line,
			),
		),
		...[...`${page}\n${readme}`.matchAll(/^[\d*/ ]+ {2}\w+ +buildrepo (.*?)(?: >.*)?$/gm)].map(
			([, line = '']) => line,
		),
	];
	test('commands and options exist', () => {
		assert.equal(calls.length, 6);
		for (const line of calls) {
			const { steps } = parseCommandLine(line.split(' '), commands, false);
			assert.deepEqual(
				steps.map(({ kind }) => kind),
				['command'],
				line,
			);
		}
	});

	const analyze = programOnPath(['systemd-analyze']);
	test('systemd-analyze verify', {
		skip: analyze === undefined ? 'systemd-analyze is missing' : false,
	}, () => {
		const directory = mkdtempSync(join(tmpdir(), 'units-'));
		try {
			const copies = units.map((unit) => {
				const copy = join(directory, basename(unit));
				// It wants programs that exist on this machine.
				const text = readFileSync(join(root, unit), 'utf8').replaceAll(
					'/usr/local/bin/buildrepo',
					process.execPath,
				);
				writeFileSync(copy, text);
				return copy;
			});
			const { status, stderr } = spawnSync(analyze ?? '', ['verify', '--man=no', ...copies], {
				encoding: 'utf8',
			});
			const about = stderr.split('\n').filter((line) => line.includes(directory) || /metro-/.test(line));
			assert.deepEqual(about, []);
			assert.equal(status, 0, stderr);
		} finally {
			rmSync(directory, { recursive: true });
		}
	});
});

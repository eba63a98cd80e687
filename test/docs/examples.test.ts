/** What docs/buildrepo.md shows of a terminal is what buildrepo prints. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createMemoryFileSystem, type MemoryFileSystem } from '../support/memoryFileSystem.ts';
import { buildrepo } from '../support/testHost.ts';
import { assertWholeText } from '../support/wholeText.ts';

const text = readFileSync(join(import.meta.dirname, '../../docs/buildrepo.md'), 'utf8');
const examples = [...text.matchAll(/^```console\n\$ buildrepo ([^\n]+)\n([^`]*)```$/gm)].map(
	([whole, line = '']) => ({ whole, line }),
);

/** SHA-256 of what all archives hold. */
const digestOfX = createHash('sha256').update('x').digest('hex');

/** The mirror that the page speaks of: due, fresh, failing, never built. */
function mirror(): MemoryFileSystem {
	const files = createMemoryFileSystem();
	files.put('/home/.metro', '[section path]\ninstall: /root/metro\nmirror: /home/mirror\n');
	files.put(
		'/home/.buildbot',
		[
			'builds = ("funtoo-current",)',
			'arches = ("x86-64bit",)',
			'subarches = ("amd64-jaguar", "atom_64", "corei7", "generic_64")',
			'',
			'def map_build(build, subarch, full, full_date):',
			'\treturn "freshen+openvz" if full else "full"',
			'',
		].join('\n'),
	);
	files.put('/root/metro/metro', '');
	const top = '/home/mirror/funtoo-current/x86-64bit';
	const build = (subarch: string, day: string, stages: readonly number[]): void => {
		for (const stage of stages) {
			const path = `${top}/${subarch}/${day}/stage${stage}-${subarch}-funtoo-current-${day}.tar.xz`;
			files.put(path, 'x', Date.parse(`${day}T04:30:00`));
		}
	};
	const hash = (subarch: string, day: string, digest: string): void =>
		files.put(
			`${top}/${subarch}/${day}/stage3-${subarch}-funtoo-current-${day}.tar.xz.hash.txt`,
			`sha256 ${digest}\n`,
			Date.parse(`${day}T04:40:00`),
		);
	for (const day of ['2015-01-28', '2015-02-04', '2015-02-11']) build('amd64-jaguar', day, [3]);
	build('amd64-jaguar', '2015-01-21', [1, 3]);
	for (const day of ['2015-01-21', '2015-01-28', '2015-02-04']) hash('amd64-jaguar', day, digestOfX);
	hash('atom_64', '2015-02-01', digestOfX);
	hash('corei7', '2015-02-19', '0'.repeat(64));
	files.put(`${top}/amd64-jaguar/2015-02-06/log/stage2.txt`, '');
	build('corei7', '2015-02-19', [3]);
	build('atom_64', '2015-02-01', [3]);
	files.put(`${top}/atom_64/.control/.failcount`, '3', Date.parse('2015-02-18T03:10:00'));
	files.putDirectory(`${top}/generic_64`);
	return files;
}

test('the page shows of a terminal what buildrepo prints', async (t) => {
	let page = text;
	for (const { whole, line } of examples) {
		const { stdout, stderr } = await buildrepo(line.split(' '), {
			files: mirror(),
			now: '2015-02-20T12:00:00Z',
		});
		assert.equal(stderr, '', line);
		page = page.replace(whole, () => `\`\`\`console\n$ buildrepo ${line}\n${stdout}\`\`\``);
	}
	assertWholeText(t, page, 'docs/buildrepo.md');
});

test('no example is overlooked', () => {
	assert.equal(examples.length, text.split('```console').length - 1);
	assert.ok(examples.length > 10);
});

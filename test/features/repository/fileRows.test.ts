/** How archives are named in the tree: what the rows above say is left out, and nothing is lost. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FoundFile, fileRows } from '../../../server/src/features/repository/fileRows.ts';

function found(name: string): FoundFile {
	return { name, entry: { name, kind: 'file' }, status: undefined };
}

const path = '/m/funtoo-current/x86-64bit/corei7/2015-02-20';

for (const [name, label] of [
	['stage3-corei7-funtoo-current-2015-02-20.tar.xz', 'stage3-….tar.xz'],
	['gnome-corei7-funtoo-current-2015-02-20.tar', 'gnome-….tar'],
	['stage3-corei7-funtoo-current-2015-02-20-docker.tar.xz', 'stage3-…-docker.tar.xz'],
	['stage3-corei7-funtoo-current-2015-02-19.tar.xz', 'stage3-corei7-funtoo-current-2015-02-19.tar.xz'],
	['-corei7-funtoo-current-2015-02-20.tar.xz', '-corei7-funtoo-current-2015-02-20.tar.xz'],
	['log/stage3.log', 'log/stage3.log'],
] as const) {
	test(name, () => {
		const [row] = fileRows('id', path, [found(name)], () => true);
		assert.equal(row?.label, label);
		assert.ok(row.accessibleLabel.startsWith(`${name}, `), row.accessibleLabel);
		assert.ok(row.tooltip.replaceAll('\\', '').startsWith(`**${name}**`), row.tooltip);
	});
}

test('only what gets a hash file lacks one', () => {
	const names = ['stage3.tar', 'stage3.tar.xz', 'odd.tar', 'odd.tar.hash.txt'];
	const rows = fileRows('id', path, names.map(found), (name) => name.endsWith('.xz'));
	const stateOf = (label: string) => rows.find((row) => row.label === label)?.description;
	assert.equal(stateOf('stage3.tar'), 'dangling link');
	assert.equal(stateOf('stage3.tar.xz'), 'no hash, dangling link');
	assert.equal(stateOf('odd.tar'), 'no hash, dangling link');
});

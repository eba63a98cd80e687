/** The walks in ARCHITECTURE.md: data takes the short way, through files that are there. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertNone } from '../support/assertNone.ts';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
const section = page.split(/^## /m).find((text) => text.startsWith('Three walks\n')) ?? '';
const walks = section.split(/^(?=\*\*)/m).slice(1);

test('there are three walks', () => {
	assert.equal(walks.length, 3);
});

for (const walk of walks) {
	test(walk.slice(2, walk.indexOf('**', 2)), () => {
		const named = [...walk.matchAll(/`([\w/.]+\.ts)`/g)].map((match) => match[1] ?? '');
		const unique = [...new Set(named)];
		assert.ok(unique.length > 3);
		assert.ok(
			unique.length <= 12,
			`This walk in ARCHITECTURE.md goes through ${unique.length} files; at most 12 can be followed. Shorten the way, or the text.`,
		);
		const places = unique.map((file) => (file.startsWith('client/') ? file : join('server/src', file)));
		assertNone(
			places.filter((file) => !existsSync(join(root, file))),
			'Correct this walk in ARCHITECTURE.md. It names files that do not exist:',
		);
	});
}

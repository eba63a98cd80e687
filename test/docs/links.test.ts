/** Links in the documentation lead to existing files and headings, and paths in ARCHITECTURE.md exist. */
import assert from 'node:assert/strict';
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { assertNone } from '../support/assertNone.ts';
import { isLocal, linkFault, linksOf, textOfPage } from '../support/pageLinks.ts';

const root = join(import.meta.dirname, '../..');
const pages = globSync('{*.md,{docs,media,scripts,syntaxes,test}/**/*.md}', { cwd: root });

suite('links', () => {
	for (const page of pages) {
		test(page, () => {
			const local = linksOf(root, page).filter(isLocal);
			const faults = local.flatMap((link) => linkFault(root, page, link) ?? []);
			assertNone(faults, `Correct these links in ${page}:`);
		});
	}

	test('links are found', () => {
		assert.ok(pages.length > 8);
		assert.notEqual(linkFault(root, 'README.md', 'docs/nothing.md'), undefined);
		assert.notEqual(linkFault(root, 'README.md', 'docs/flexdata.md#nothing'), undefined);
	});
});

test('every path in ARCHITECTURE.md exists', () => {
	const named = [...textOfPage(root, 'ARCHITECTURE.md').matchAll(/`([\w./]+\/[\w./]*)`/g)].map(
		([, path = '']) => path,
	);
	// Rooms of the server and folders of the tests go by their own names.
	const tops = ['', 'server/src', 'server/src/features', 'server/src/cli', 'test'];
	const isThere = (path: string): boolean => tops.some((top) => existsSync(join(root, top, path)));
	assert.ok(named.length > 40);
	assertNone(
		named.filter((path) => !path.includes('NAME') && !isThere(path)),
		'ARCHITECTURE.md names paths that do not exist. Correct it:',
	);
});

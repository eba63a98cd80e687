/** Whatever a page points at is there: files and headings that it links to, paths that ARCHITECTURE.md names. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { suite, test } from 'node:test';

const root = join(import.meta.dirname, '../..');
const pages = globSync('{*.md,{docs,media,scripts,syntaxes,test}/**/*.md}', { cwd: root });

/** The anchor a heading gets where Markdown is shown: lower case, hyphens for spaces, no punctuation. */
function anchorOf(heading: string): string {
	return heading
		.toLowerCase()
		.replace(/[^\p{L}\p{N}\s_-]/gu, '')
		.trim()
		.replace(/\s/g, '-');
}

function textOf(page: string): string {
	return readFileSync(join(root, page), 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
}

/** What is wrong with a link on a page; `undefined` if it leads somewhere. */
function fault(page: string, link: string): string | undefined {
	const [path = '', anchor] = link.split('#');
	const target = path === '' ? page : relative(root, join(root, dirname(page), path));
	if (!existsSync(join(root, target))) return `${link}: no such file`;
	if (anchor === undefined) return undefined;
	const anchors = [...textOf(target).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading));
	return anchors.includes(anchor) ? undefined : `${link}: no such heading`;
}

suite('links', () => {
	for (const page of pages) {
		test(page, () => {
			const links = [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
			const local = links.filter((link) => !/^[a-z]+:/.test(link));
			assert.deepEqual(local.map((link) => fault(page, link)).filter(Boolean), []);
		});
	}

	test('there are some', () => {
		assert.ok(pages.length > 8);
		assert.notEqual(fault('README.md', 'docs/nothing.md'), undefined);
		assert.notEqual(fault('README.md', 'docs/flexdata.md#nothing'), undefined);
	});
});

test('every path that ARCHITECTURE.md names is there', () => {
	const named = [...textOf('ARCHITECTURE.md').matchAll(/`([\w./]+\/[\w./]*)`/g)].map(([, path = '']) => path);
	// Rooms of the server and folders of the tests go by their own names.
	const tops = ['', 'server/src', 'server/src/features', 'server/src/cli', 'test'];
	const isThere = (path: string): boolean => tops.some((top) => existsSync(join(root, top, path)));
	assert.ok(named.length > 40);
	assert.deepEqual(
		named.filter((path) => !path.includes('NAME') && !isThere(path)),
		[],
	);
});

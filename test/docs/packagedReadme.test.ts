import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { packagedReadme } from '../../scripts/packagedReadme.ts';

const root = join(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

test('pictures become part of the page', () => {
	const page = packagedReadme('![A tree](docs/images/tree.png)\n', (path) => Buffer.from(path));
	assert.equal(
		page,
		`![A tree](data:image/png;base64,${Buffer.from('docs/images/tree.png').toString('base64')})\n`,
	);
});

test('links to files become text with a word on where they are; those to headings and the web stay', () => {
	const page = packagedReadme('[a](docs/a.md#b) [c](#c) [d](https://d) [e](LICENSE)\n', () =>
		Buffer.from(''),
	);
	assert.match(page, /^a \[c\]\(#c\) \[d\]\(https:\/\/d\) e\n\n.*Metro: Open Documentation/);
});

test('the editor can show and open everything in the README', () => {
	const page = packagedReadme(readme, (path) => readFileSync(join(root, path)));
	const links = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
	assert.ok(links.length > 3);
	assert.deepEqual(
		links.filter((link) => !/^(?:https:|data:image\/png;base64,|#)/.test(link)),
		[],
	);
	assert.equal(links.filter((link) => link.startsWith('data:')).length, [...readme.matchAll(/!\[/g)].length);
});

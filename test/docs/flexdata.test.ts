/** The page on the configuration language is what diagnostics link to: its links lead somewhere, and the codes it names are real. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/flexdata.md'), 'utf8');

/** The anchor a heading gets where Markdown is shown: lower case, hyphens for spaces, no punctuation. */
function anchorOf(heading: string): string {
	return heading
		.toLowerCase()
		.replace(/[^\w\s-]/g, '')
		.trim()
		.replace(/\s/g, '-');
}

test('every link on the page leads to a heading', () => {
	const anchors = new Set([...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading)));
	const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor = '']) => anchor);
	assert.ok(links.length > 10);
	assert.deepEqual(
		links.filter((anchor) => !anchors.has(anchor)),
		[],
	);
});

test('every code the page names is one that is reported, each under one heading', () => {
	const named = [...page.matchAll(/^_Reported as ([^_]+)_$/gm)].flatMap(([, list = '']) =>
		[...list.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code),
	);
	assert.ok(named.length > 10);
	assert.equal(new Set(named).size, named.length);
	const sources = globSync('server/src/{flexdata,features,metro}/**/*.ts', { cwd: root })
		.map((file) => readFileSync(join(root, file), 'utf8'))
		.join('\n');
	assert.deepEqual(
		named.filter((code) => !sources.includes(`'${code}'`)),
		[],
	);
});

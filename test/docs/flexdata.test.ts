/** The page on the configuration language names problems by codes that are real. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../..');
const page = readFileSync(join(root, 'docs/flexdata.md'), 'utf8');

test('every code the page names is one that is reported, each under one heading', () => {
	const named = [...page.matchAll(/^_Reported as ([^_]+)_$/gm)].flatMap(([, list = '']) =>
		[...list.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code),
	);
	assert.ok(named.length > 10);
	assert.equal(new Set(named).size, named.length);
	const sources = globSync('server/src/{flexdata,features,check}/**/*.ts', { cwd: root })
		.map((file) => readFileSync(join(root, file), 'utf8'))
		.join('\n');
	assert.deepEqual(
		named.filter((code) => !sources.includes(`'${code}'`)),
		[],
	);
});

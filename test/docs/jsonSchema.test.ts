/** The schema of what commands print with --json is complete, and rejects what is not in it. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import { assertNone } from '../support/assertNone.ts';
import { readSchema } from '../support/jsonSchema.ts';
import { cases } from '../support/jsonWorlds.ts';

const root = join(import.meta.dirname, '../..');
const { definitions, violations } = readSchema('buildrepo.schema.json');

/** The commands with --json, by name. */
const answering = globSync('server/src/cli/commands/*.ts', { cwd: root })
	.map((path) => readFileSync(join(root, path), 'utf8'))
	.filter((source) => source.includes('writeJson('))
	.flatMap((source) => /^\t+name: '([^']+)',$/m.exec(source)?.[1] ?? []);

suite('the schema', () => {
	test('rejects invalid output', () => {
		const verdict = { path: '/x', state: 'right', expected: null, actual: null };
		for (const [what, answer] of [
			['another type', { verdict }],
			['an unknown value', [{ ...verdict, state: 'fine' }]],
			['an unknown name', [{ ...verdict, size: 1 }]],
			['a missing name', [{ ...verdict, path: undefined }].map((one) => JSON.parse(JSON.stringify(one)))],
			['null where there is none', [{ ...verdict, path: null }]],
		] as const) {
			assert.equal(violations(answer, 'verify').length, 1, what);
		}
	});

	test('defines the answer of every command that has one', () => {
		assertNone(
			answering.filter((name) => !Object.hasOwn(definitions, name)),
			'Add definitions of these names to `$defs` in docs/buildrepo.schema.json, for the --json output of the command:',
		);
	});

	test('is tried on the answer of every command that has one', () => {
		const tried = new Set(cases.map(([, line]) => line.split(' ')[0]));
		assertNone(
			answering.filter((name) => !tried.has(name)),
			'Add lines with these commands to `cases` in test/support/jsonWorlds.ts, each in a world where it prints something:',
		);
	});
});

/** What commands print with --json is as docs/buildrepo.schema.json says, and that declares nothing else. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { assertNone } from '../support/assertNone.ts';
import { readSchema } from '../support/jsonSchema.ts';
import { answerOf, calls } from '../support/jsonWorlds.ts';

const { definitions, violations } = readSchema('buildrepo.schema.json');

/** All that was printed, to see what of the schema never is. */
const printed: unknown[] = [];

suite('what commands print is as the schema says', () => {
	for (const call of calls) {
		const { dialect, world, line } = call;
		test(`${world.name}, ${dialect}: ${line}`, async () => {
			const { stdout, stderr } = await answerOf(call);
			assert.notEqual(stdout, '', stderr);
			const answer: unknown = JSON.parse(stdout);
			printed.push(answer);
			assert.deepEqual(violations(answer, line.split(' ')[0] ?? ''), []);
		});
	}
});

test('declares only what is printed', () => {
	const seen = new Set<unknown>();
	const look = (value: unknown): void => {
		seen.add(value);
		if (typeof value !== 'object' || value === null) return;
		for (const [name, member] of Object.entries(value)) {
			if (!Array.isArray(value)) seen.add(name);
			look(member);
		}
	};
	look(printed);
	const declared = new Set<unknown>();
	const gather = (part: unknown): void => {
		if (typeof part !== 'object' || part === null) return;
		const { properties = {}, enum: choices = [] } = part as {
			readonly properties?: object;
			readonly enum?: readonly unknown[];
		};
		for (const name of Object.keys(properties)) declared.add(name);
		for (const choice of choices) declared.add(choice);
		for (const below of Object.values(part)) gather(below);
	};
	gather(definitions);
	assertNone(
		[...declared].filter((one) => !seen.has(one)).map(String),
		'docs/buildrepo.schema.json declares names and values that no case in this test prints. Add a case that does, or remove them:',
	);
});

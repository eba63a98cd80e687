/** Every recorded FlexData case, played through the core: what Metro's own program did is what ours does. */
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type ConfigJson, describeConfig, type FlexdataDialect } from '../../server/src/flexdata/index.ts';
import { memoryReader } from './memoryFiles.ts';

interface Recorded {
	readonly keys?: Record<string, unknown>;
	readonly errors?: Record<string, unknown>;
	readonly python_keys?: readonly string[];
	readonly hang?: true;
	readonly [field: string]: unknown;
}

interface Case {
	readonly name: string;
	readonly files: Readonly<Record<string, string | { readonly base64: string }>>;
	readonly entry: readonly string[];
	readonly args: Readonly<Record<string, string>>;
	readonly lookups?: readonly string[];
	readonly result: Recorded;
	readonly result_2015?: Recorded;
}

const home = '/home/metro';

function recorded(name: string): Case[] {
	return readFileSync(join(import.meta.dirname, '../golden', name), 'utf8')
		.trimEnd()
		.split('\n')
		.map((line) => JSON.parse(line.replaceAll('@DIR@', home)) as Case);
}

const cases = recorded('flexdata.jsonl');
/** What Metro of 2024 does with files that values name: it takes them as they are. */
const wholeFileCases = recorded('flexdata-2024.jsonl');

async function play(c: Case, dialect: FlexdataDialect, wholeFiles = false): Promise<ConfigJson> {
	const files = new Map(
		Object.entries(c.files).map(([path, content]) => [
			`${home}/${path}`,
			typeof content === 'string' ? content : Buffer.from(content.base64, 'base64'),
		]),
	);
	return describeConfig(
		{
			entries: c.entry.map((path) => `${home}/${path}`),
			arguments: new Map(Object.entries(c.args)),
			directory: home,
			dialect,
			wholeFiles,
			read: memoryReader(files),
		},
		c.lookups,
	);
}

/**
 * The one declared divergence: Python code in a block is not run. Such a key is told apart by `python_keys`, and has
 * neither a value nor an error.
 */
function withoutPython(recorded: Recorded): Recorded {
	const keys = new Set(recorded.python_keys);
	if (keys.size === 0) return recorded;
	const without = (values: Record<string, unknown> = {}): Record<string, unknown> =>
		Object.fromEntries(Object.entries(values).filter(([key]) => !keys.has(key)));
	const { errors, ...rest } = recorded;
	const left = without(errors);
	return { ...rest, keys: without(recorded.keys), ...(Object.keys(left).length > 0 && { errors: left }) };
}

/** Messages of exceptions that Metro did not foresee are Python's own: only their type counts. */
function withoutInternalMessages(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutInternalMessages);
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).map(([key, item]) => [key, withoutInternalMessages(item)] as const);
	const object = Object.fromEntries(entries);
	if (object.internal === true) delete object.message;
	return object;
}

function compare(actual: ConfigJson, recorded: Recorded): void {
	if (recorded.hang === true) {
		assert.equal(actual.hang, true);
		assert.equal(actual.error?.type, 'Hang');
		return;
	}
	assert.deepEqual(withoutInternalMessages(actual), withoutInternalMessages(withoutPython(recorded)));
}

test('all recorded cases are there', () => {
	assert.equal(cases.length, 261);
	assert.equal(wholeFileCases.length, 23);
});

for (const c of cases) {
	test(`${c.name}, 2019`, async () => compare(await play(c, '2019'), c.result));
	test(`${c.name}, 2015`, async () => compare(await play(c, '2015'), c.result_2015 ?? c.result));
}

for (const c of wholeFileCases) {
	test(`${c.name}, 2024`, async () => compare(await play(c, '2019', true), c.result));
}

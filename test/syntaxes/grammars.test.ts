/** What holds for the grammars as a whole: they compile, refer to what exists, stay within their scopes and keep their speed. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import oniguruma from 'vscode-oniguruma';
import { loadEngine, loadGrammar, ownGrammars, syntaxesFolder, tokenize } from './grammars.ts';

before(loadEngine);

/** Every property with that name and a string value, anywhere in a grammar. */
function textsOf(value: unknown, names: readonly string[]): string[] {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, inner]) =>
		typeof inner === 'string' ? (names.includes(name) ? [inner] : []) : textsOf(inner, names),
	);
}

interface RawGrammar {
	readonly scopeName: string;
	readonly repository: Readonly<Record<string, unknown>>;
}

const grammars = [...ownGrammars].map(([scopeName, path]) => ({
	scopeName,
	raw: JSON.parse(readFileSync(path, 'utf8')) as RawGrammar,
}));

for (const { scopeName, raw } of grammars) {
	test(`${scopeName}: the file has the same name`, () => assert.equal(raw.scopeName, scopeName));

	test(`${scopeName}: every expression compiles`, () => {
		const expressions = textsOf(raw, ['match', 'begin', 'end', 'while']);
		assert.ok(expressions.length > 5);
		for (const expression of expressions) {
			// A reference back to the begin rule means nothing to the engine alone.
			const compiled = new oniguruma.OnigScanner([expression.replace(/\\1/, '')]);
			assert.doesNotThrow(() => compiled.findNextMatchSync('text', 0), expression);
			compiled.dispose();
		}
	});

	test(`${scopeName}: every include exists, every rule is included`, () => {
		const own = textsOf(raw, ['include'])
			.filter((include) => include.startsWith('#'))
			.map((include) => include.slice(1));
		assert.deepEqual([...new Set(own)].sort(), Object.keys(raw.repository).sort());
		const foreign = textsOf(raw, ['include']).filter((include) => !include.startsWith('#'));
		assert.deepEqual(
			foreign.filter((include) => include !== 'source.shell' && include !== 'source.python'),
			[],
		);
	});
}

test('the scopes are those that the description lists', () => {
	const described = [
		...readFileSync(join(syntaxesFolder, 'README.md'), 'utf8').matchAll(/^\| (`.+?`) +\| /gm),
	]
		.flatMap(([, cell = '']) => cell.split(', '))
		.map((name) => name.slice(1, -1))
		.filter((name) => !name.endsWith('.json'));
	const used = grammars.flatMap(({ scopeName, raw }) =>
		textsOf({ ...raw, name: undefined }, ['name', 'contentName']).map((scope) => {
			const suffix = scopeName.replace('source', '');
			// The parts that the manifest maps to languages have no suffix.
			return scope.endsWith(suffix) ? scope.slice(0, -suffix.length) : scope;
		}),
	);
	assert.deepEqual([...new Set(used)].sort(), described.sort());
});

/** Milliseconds for one line: fifty times what the slowest takes, so that a busy machine passes and an explosion does not. */
const patience = 10_000;

/** Lines of 10,000 characters made to mislead an expression. */
const longLines = [
	' '.repeat(10_000),
	`x${' '.repeat(9_998)}x`,
	'x'.repeat(10_000),
	`key: ${'x '.repeat(5_000)}`,
	`key: ${'x #'.repeat(3_333)}`,
	`key: [${' '.repeat(9_990)}x`,
	`${'key:'.repeat(2_500)}`,
	`${'key: '.repeat(2_000)}`,
	`${'$['.repeat(5_000)}`,
	`key: ${'$['.repeat(5_000)}`,
	`key: ${'$[['.repeat(3_333)}`,
	`key: ${'$[x'.repeat(3_333)}]`,
	`key: $[${'a:'.repeat(5_000)}]`,
	`key: $[${'a?'.repeat(5_000)}]`,
	`key: ${'$[path/tmp] '.repeat(900)}`,
	`$[[${'a'.repeat(9_990)}`,
	`$[[${'$[a]'.repeat(2_500)}`,
	`$[[${'$[a'.repeat(3_333)}`,
	`$[[${'$[$[a]'.repeat(1_600)}`,
	'['.repeat(10_000),
	']'.repeat(10_000),
	`[section ${'x '.repeat(5_000)}`,
	`[section x when ${' '.repeat(9_980)}y`,
	`[section x when ${'a '.repeat(5_000)}]`,
	`[section x when a is ${'] '.repeat(5_000)}b]`,
	`[collect ${'$['.repeat(5_000)}]`,
	`[collect ${'$[a]'.repeat(2_500)}`,
	`[section ${']'.repeat(10_000)} #`,
	`<< ${'$[a'.repeat(3_333)}`,
	`<?python${' '.repeat(10_000)}`,
];

for (const opening of [
	[],
	['key: ['],
	['key: [', '<?python'],
	['[section steps]'],
	['steps/run: ['],
] as const) {
	test(`long lines are tokenized to their end, after ${JSON.stringify(opening)}`, async () => {
		const alone = await loadGrammar('source.metro', true);
		for (const line of longLines) {
			const read = tokenize(alone, [...opening, line], patience).at(-1);
			assert.equal(read?.stoppedEarly, false, line.slice(0, 40));
		}
	});
}

test('long lines are tokenized to their end in a .buildbot', async () => {
	const alone = await loadGrammar('source.metro-buildbot', true);
	const lines = [
		'builds'.repeat(1_700),
		`${'builds '.repeat(1_400)}`,
		`"${'\\'.repeat(10_000)}`,
		'"'.repeat(10_000),
	];
	for (const line of lines)
		assert.equal(tokenize(alone, [line], patience)[0]?.stoppedEarly, false, line.slice(0, 40));
});

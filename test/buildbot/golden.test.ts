/** Every `.buildbot` that was recorded from CPython and Metro's buildrepo, compared field by field. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { LineIndex } from '../../server/src/base/lineIndex.ts';
import {
	type BuildbotJson,
	type BuildbotProblem,
	buildbotJson,
	buildbotSettingNames,
	evaluateBuildbot,
	type MapBuildArguments,
	metroNumbers,
} from '../../server/src/buildbot/index.ts';

interface GoldenCall {
	readonly args: MapBuildArguments;
	readonly hang?: true;
	readonly [field: string]: unknown;
}

interface Golden {
	readonly name: string;
	readonly source: string;
	readonly vars: Readonly<Record<string, unknown>>;
	readonly types?: Readonly<Record<string, string>>;
	readonly effective?: Readonly<Record<string, unknown>>;
	readonly map_build_defined?: boolean;
	readonly error?: Readonly<Record<string, unknown>>;
	readonly map_build: readonly GoldenCall[];
	readonly dynamic_vars?: readonly string[];
	readonly hang?: true;
	readonly pitfalls?: readonly { readonly kind: string; readonly call?: number }[];
}

/** Where ours differs by decision: each empty `all_` list takes its own counterpart. `keep_num` is 3 unless set. */
const declared = new Map<string, Readonly<Record<string, readonly string[] | 'as assigned'>>>([
	['page-master-excerpt', { all_subarches: 'as assigned' }],
	['pitfall-all-incomplete', { all_arches: ['x86-64bit'], all_subarches: ['generic_64'] }],
]);

const cases = readFileSync(join(import.meta.dirname, '../golden/buildbot.jsonl'), 'utf8')
	.trimEnd()
	.split('\n')
	.map((line): Golden => JSON.parse(line));

function expectedEffective(golden: Golden): Record<string, unknown> | undefined {
	if (golden.effective === undefined) return undefined;
	const effective: Record<string, unknown> = { ...golden.effective };
	for (const [name, value] of Object.entries(declared.get(golden.name) ?? {})) {
		effective[name] = value === 'as assigned' ? golden.vars[name] : value;
	}
	const isDefault = golden.types?.keep_num === undefined && effective.keep_num === metroNumbers.keep_num;
	return isDefault ? { ...effective, keep_num: 3 } : effective;
}

/** Our problems in the form of the recorded pitfalls; those about `map_build` come from its calls below. */
function pitfallOf(problem: BuildbotProblem, source: string, record: BuildbotJson): unknown {
	const data = problem.data as { readonly name?: string; readonly value?: unknown; readonly before?: number };
	const { code: kind } = problem;
	const line = (offset: number): number => new LineIndex(source).at(offset).line + 1;
	if (kind === 'implicit-concatenation') {
		const previous = line(data.before ?? 0);
		return { kind, line: line(problem.span.start), previous_line: previous, value: data.value };
	}
	const name = data.name === undefined ? {} : { name: data.name };
	if (kind === 'not-an-integer') {
		const setting = data.name ?? '';
		return { kind, ...name, type: record.types[setting], value: record.vars[setting] };
	}
	return { kind, ...name, ...(data.value === undefined ? {} : { value: data.value }) };
}

function callPitfalls(record: BuildbotJson): unknown[] {
	return record.map_build.flatMap((answer, call): unknown[] => {
		if (answer.use_error) return [{ kind: 'map-build-unusable', call, error: answer.use_error.type }];
		return answer.target === '' ? [{ kind: 'map-build-empty-target', call }] : [];
	});
}

function sorted(values: readonly unknown[]): string[] {
	return values.map((value) => JSON.stringify(value)).sort();
}

/** Problems no pitfall was recorded for: errors are compared by themselves, the rest is ours. */
const ownCodes = /error|^stopped$|^dynamic$|^map-build-/;

test('no recorded file is missing', () => assert.equal(cases.length, 70));

for (const golden of cases) {
	test(`recorded: ${golden.name}`, () => {
		const buildbot = evaluateBuildbot(golden.source);
		const calls = golden.map_build.map(({ args }) => args);
		const record = buildbotJson(golden.source, buildbot, calls);
		assert.equal(record.stopped, golden.hang);
		if (golden.hang) return;
		const vars = Object.fromEntries(buildbotSettingNames.map((name) => [name, golden.vars[name] ?? null]));
		assert.deepEqual(record.vars, vars);
		assert.deepEqual(record.types, golden.types);
		assert.deepEqual(record.effective, expectedEffective(golden));
		assert.deepEqual(record.error, golden.error);
		assert.deepEqual(record.dynamic_vars, golden.dynamic_vars);
		assert.equal(record.map_build_defined, golden.map_build_defined);
		for (const [index, { hang, ...expected }] of golden.map_build.entries()) {
			const { reason: _, ...answer } = record.map_build[index] ?? { args: [] };
			assert.deepEqual(answer, hang ? { args: expected.args, stopped: true } : expected);
		}
		const pitfalls = buildbot.problems
			.filter(({ code }) => !ownCodes.test(code))
			.map((problem) => pitfallOf(problem, golden.source, record));
		assert.deepEqual(sorted([...pitfalls, ...callPitfalls(record)]), sorted(golden.pitfalls ?? []));
	});
}

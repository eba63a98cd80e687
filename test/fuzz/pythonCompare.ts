/** Compares the results of a program here with those in CPython, for each possible answer of its host. */

import { LineIndex } from '../../server/src/base/lineIndex.ts';
import {
	type Buildbot,
	type BuildbotText,
	evaluateBuildbot,
	type MapBuildArguments,
	readBuildbot,
} from '../../server/src/buildbot/index.ts';
import { presetsOf } from '../../server/src/buildbot/presets.ts';
import { earlierRules } from '../../server/src/buildbot/rules.ts';
import { dynamicIn } from '../../server/src/buildbot/settings.ts';
import { callOn, type PythonError, runProgram } from '../../server/src/python/evaluation/run.ts';
import { positional, scalar, type Value } from '../../server/src/python/runtime/value.ts';
import type { FuzzFault } from './fuzzer.ts';

type Encoded = readonly unknown[];

/** What the oracle saw. */
interface Seen {
	readonly error: readonly [type: string, line: number | null] | null;
	readonly values: Readonly<Record<string, Encoded>>;
	/** Null where the file itself did not get to its end. */
	readonly calls: readonly (Encoded | null)[];
}

export type Answer = 'late' | 'syntax' | readonly Seen[];

export interface Question {
	readonly source: string;
	readonly outcomes: readonly (readonly string[])[];
	readonly calls: readonly MapBuildArguments[];
}

const mostParts = 3000;
const mostLevels = 100;

/** A value in the oracle's form. */
export function encode(value: Value, room = { left: mostParts }, depth = 0): Encoded {
	if (--room.left < 0 || depth >= mostLevels) return ['more'];
	const all = (items: Iterable<Value>): Encoded[] =>
		Array.from(items, (item) => encode(item, room, depth + 1));
	switch (value.kind) {
		case 'none':
			return ['n'];
		case 'bool':
			return ['b', value.value];
		case 'int':
			return ['i', value.value < 0n ? `-0x${(-value.value).toString(16)}` : `0x${value.value.toString(16)}`];
		case 'float':
			return ['f', floatText(value.value)];
		case 'str':
			return ['s', value.value];
		case 'list':
			return ['l', ...all(value.items)];
		case 'tuple':
			return ['t', ...all(value.items)];
		case 'set': {
			const items = all(value.members.values()).map((item) => JSON.stringify(item));
			return [value.frozen ? 'frozenset' : 'set', ...items.sort()];
		}
		case 'dict':
			return [
				'd',
				...[...value.entries.values()].map((entry) => [
					encode(entry.key, room, depth + 1),
					encode(entry.value, room, depth + 1),
				]),
			];
		default:
			return ['o'];
	}
}

function floatText(value: number): string {
	return Object.is(value, -0) ? '-0' : String(value);
}

/** True if two encoded values are the same, as far as both show them. */
function same(ours: Encoded, theirs: Encoded): boolean {
	const [kind] = ours;
	if (kind === 'more' || theirs[0] === 'more') return true;
	if (kind === 'o') return theirs[0] === 'o';
	if (kind !== theirs[0] || ours.length !== theirs.length) return false;
	if (kind === 'f') return Object.is(Number(ours[1]), Number(theirs[1]));
	if (kind === 'set' || kind === 'frozenset') {
		const rest = theirs.slice(1).map((item) => JSON.stringify(item));
		return ours.slice(1).every((item) => {
			const at = rest.findIndex((one) => same(JSON.parse(String(item)), JSON.parse(one)));
			return at >= 0 && rest.splice(at, 1).length > 0;
		});
	}
	if (kind === 'd') {
		return ours.slice(1).every((pair, index) => {
			const [key, value] = pair as Encoded[];
			const [otherKey, other] = theirs[index + 1] as Encoded[];
			return same(key ?? [], otherKey ?? []) && same(value ?? [], other ?? []);
		});
	}
	if (kind === 'l' || kind === 't') {
		return ours.slice(1).every((item, index) => same(item as Encoded, theirs[index + 1] as Encoded));
	}
	return ours[1] === theirs[1];
}

/** The faults of one program, and whether anything about it was known for certain. */
export function compare(
	{ source, calls }: Question,
	answer: Answer,
): { faults: FuzzFault[]; certain: boolean } {
	const faults: FuzzFault[] = [];
	const fault = (kind: string, expected: unknown, got: unknown): void => {
		faults.push({ kind, source, expected, got });
	};
	const text = readBuildbot(source);
	const { program, fault: refused } = text;
	if (refused !== undefined || typeof answer === 'string') return { faults, certain: false };
	const before = performance.now();
	const run = runProgram(program, presetsOf(earlierRules));
	const took = performance.now() - before;
	if (took > 5000) fault('hang', 'less than five seconds', took);
	if (run.outcome.kind === 'stopped') return { faults, certain: false };
	if (run.outcome.kind === 'error') {
		const shown = shownError(source, run.outcome.error);
		const other = answer.find(({ error }) => error?.join(':') !== shown);
		if (other !== undefined) fault(other.error === null ? 'false error' : 'wrong error', other.error, shown);
	} else compareDone(run, answer, fault);
	// Where nothing is asked, nothing can change.
	if (calls.length > 0) {
		const buildbot = evaluateBuildbot(text);
		compareSettings(buildbot, run, fault);
		compareCalls(text, buildbot, calls, answer, fault);
	}
	return { faults, certain: true };
}

type Report = (kind: string, expected: unknown, got: unknown) => void;
type Run = ReturnType<typeof runProgram>;

function compareDone(run: Run, answer: readonly Seen[], fault: Report): void {
	for (const { error, values } of answer) {
		if (error !== null && run.machine.doubts === 0) fault('missed error', error, 'none');
		// What a doubtful operation may raise is taken not to happen; leaving on purpose is not.
		if (error !== null && error[0] !== 'SystemExit') continue;
		for (const [name, value] of run.module.values) {
			if (value.kind === 'module' || !run.module.touched?.has(name) || dynamicIn(value) !== undefined)
				continue;
			const theirs = values[name];
			if (theirs === undefined || !same(encode(value), theirs))
				fault(`wrong value of ${name}`, theirs, encode(value));
		}
		if (run.machine.wildcard !== undefined) continue;
		for (const name of Object.keys(values)) {
			if (!run.module.values.has(name)) fault(`missing ${name}`, values[name], undefined);
		}
	}
}

/** Asking map_build, as the whole evaluation does, changes nothing. */
function compareSettings({ values }: Buildbot, run: Run, fault: Report): void {
	for (const [name, value] of values) {
		const alone = run.module.values.get(name);
		if (alone === undefined || JSON.stringify(encode(alone)) !== JSON.stringify(encode(value))) {
			fault(`asking changed ${name}`, alone === undefined ? undefined : encode(alone), encode(value));
		}
	}
}

function compareCalls(
	text: BuildbotText,
	{ mapBuild }: Buildbot,
	calls: readonly MapBuildArguments[],
	answer: readonly Seen[],
	fault: Report,
): void {
	for (const [index, args] of calls.entries()) {
		const outcome = mapBuild(args);
		if (outcome.kind === 'dynamic' || outcome.kind === 'stopped') continue;
		for (const { error, calls: seen } of answer) {
			const theirs = seen[index];
			// What a doubtful operation may raise is taken not to happen.
			if (outcome.kind !== 'error' && theirs?.[0] === '!' && mayFail(text, args)) continue;
			if (error !== null || theirs === null || theirs === undefined) continue;
			if (outcome.kind === 'error') {
				const shown = shownError(text.source, outcome.error);
				if (theirs[0] !== '!' || theirs.slice(1).join(':') !== shown)
					fault('wrong error of map_build', theirs, shown);
			} else if (theirs[0] === '!' || !same(encode(outcome.value), theirs)) {
				fault('wrong answer of map_build', theirs, encode(outcome.value));
			}
		}
	}
}

/** True if something in a call of map_build is doubtful. */
function mayFail({ program }: BuildbotText, args: MapBuildArguments): boolean {
	const run = runProgram(program, presetsOf(earlierRules));
	const code = run.module.values.get('map_build');
	if (code !== undefined) callOn(run, code, positional(...args.map(scalar)));
	return run.machine.doubtful !== undefined;
}

function shownError(source: string, { type, span }: PythonError): string {
	return `${type}:${span === undefined ? '' : new LineIndex(source).at(span.start).line + 1}`;
}

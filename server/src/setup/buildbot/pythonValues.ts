/** Asks a real Python for values of a `.buildbot` that depend on the host, the clock or files. Only where allowed. */
import type { Clock } from '../../base/clock.ts';
import type { IsolatedOutcome, RunIsolated } from '../../base/isolatedRun.ts';
import { isRecord } from '../../base/json.ts';
import type { KnownValues, PlainValue, SettingName } from '../../buildbot/index.ts';
import { isSettingName } from '../../buildbot/index.ts';
import { pythonDriver } from './pythonDriver.ts';

/** A Python that the user switched on. Without one nothing is ever run. */
export interface Python {
	/** A path, or a name to be looked for on PATH. */
	readonly program: string;
	readonly run: RunIsolated;
	/** Says when an answer has grown old, since it depends on more than the text. */
	readonly clock: Clock;
}

/** The Python that was switched on, if one was. */
export function pythonOf(program: string | undefined, run: RunIsolated, clock: Clock): Python | undefined {
	return program === undefined ? undefined : { program, run, clock };
}

export interface PythonQuestion {
	/** `.buildbot`, absolute. */
	readonly file: string;
	readonly names: readonly SettingName[];
	/** The name of the host, for Metro since December 2020; `null` for earlier ones. */
	readonly later: string | null;
	/** Builds for each of which `get_subarches` is asked. */
	readonly shares?: readonly string[];
	/** Arguments of a call of `map_build`, `null` for None. */
	readonly call?: readonly (string | number | boolean | null)[];
}

export type PythonAnswer =
	| {
			readonly kind: 'values';
			readonly settings: KnownValues;
			/** What the call returned; `undefined` if none was asked for. */
			readonly result: PlainValue | undefined;
			/** What `get_subarches` returned, for each build that was asked about. */
			readonly shares: readonly PlainValue[];
	  }
	/** The file, or its `map_build`, ended with an exception. `line` is one-based. */
	| {
			readonly kind: 'raised';
			readonly type: string;
			readonly message: string;
			readonly line: number | undefined;
	  }
	/** Python itself gave no answer: `reason` says why and what to do. */
	| { readonly kind: 'failed'; readonly reason: string };

/** The remedy for a value that no Python was asked for. */
export const switchOnPython =
	'let Python evaluate it, with --python FILE or, in a trusted workspace, the setting metro.buildbot.python';

/** The same for a value of another host, which a Python of this machine does not know. */
export const onlyThere = 'which is known on that host only';

/** In milliseconds. */
const timeLimit = 10_000;
/** In bytes: names by the ten thousand fit in. */
const outputLimit = 1 << 20;

/**
 * Has Python run the file once and say what it gives. `-I` keeps the user's own Python settings and modules out, `-B`
 * writes nothing, and UTF-8 holds whatever the locale.
 */
export async function askPython(python: Python, question: PythonQuestion): Promise<PythonAnswer> {
	const request = asciiJson({ ...question, seconds: Math.ceil(timeLimit / 1000) + 1 });
	const outcome = await python.run({
		program: python.program,
		arguments: ['-I', '-B', '-X', 'utf8', '-c', pythonDriver, request],
		timeLimit,
		outputLimit,
	});
	return readOutcome(python.program, outcome);
}

/** An exception as Python writes it. */
export function raisedText({ type, message }: { readonly type: string; readonly message: string }): string {
	return message === '' ? type : `${type}: ${message}`;
}

/** JSON of ASCII alone, so that neither a locale nor a name that is not UTF-8 can change it on its way. */
function asciiJson(value: unknown): string {
	return JSON.stringify(value).replace(
		/[\u007f-\uffff]/g,
		(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}

function readOutcome(program: string, outcome: IsolatedOutcome): PythonAnswer {
	switch (outcome.kind) {
		case 'exited':
			if (outcome.status === 0) return readAnswer(program, outcome.output);
			return failed(
				`${program} ended with status ${outcome.status}: ${outcome.complaint || 'is it Python 3?'}`,
			);
		case 'killed':
			return failed(`${program} was killed by ${outcome.signal}`);
		case 'too-slow':
			return failed(`it did not finish within ${timeLimit / 1000} seconds: simplify it`);
		case 'too-much':
			return failed(`its values are larger than ${outputLimit / 1024} KiB: make them smaller`);
		case 'failed':
			return failed(`${program} cannot be run (${outcome.reason}): install python3, or name another`);
	}
}

function failed(reason: string): PythonAnswer {
	return { kind: 'failed', reason };
}

/** The file may have tampered with the answer, so its shape is checked completely. */
function readAnswer(program: string, output: string): PythonAnswer {
	const said = asObject(parseJson(output));
	const error = asObject(said?.error);
	if (error !== undefined) {
		const { type, message, line } = error;
		return {
			kind: 'raised',
			type: String(type),
			message: String(message),
			line: typeof line === 'number' && Number.isInteger(line) && line > 0 ? line : undefined,
		};
	}
	const given = asObject(said?.settings);
	if (said === undefined || given === undefined) return failed(`${program} gave no answer: is it Python 3?`);
	const settings = new Map<SettingName, PlainValue | undefined>();
	for (const [name, value] of Object.entries(given)) {
		if (isSettingName(name)) settings.set(name, value === null ? undefined : plainValue(value));
	}
	const shares = Array.isArray(said.shares) ? said.shares.map(plainValue) : [];
	return { kind: 'values', settings, shares, result: 'result' in said ? plainValue(said.result) : undefined };
}

function plainValue(said: unknown): PlainValue {
	const { kind, value, digits, items, type } = asObject(said) ?? {};
	if (kind === 'none') return { kind };
	if (kind === 'bool' && typeof value === 'boolean') return { kind, value };
	if (kind === 'int' && typeof digits === 'string' && /^-?\d+$/.test(digits)) return { kind, digits };
	if (kind === 'float' && typeof value === 'number') return { kind, value };
	if (kind === 'str' && typeof value === 'string') return { kind, value };
	if ((kind === 'list' || kind === 'tuple') && Array.isArray(items))
		return { kind, items: items.map(plainValue) };
	return { kind: 'other', type: typeof type === 'string' ? type : 'object' };
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
	return isRecord(value) && !Array.isArray(value) ? value : undefined;
}

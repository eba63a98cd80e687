/** The JSON record of a `.buildbot` that `buildrepo settings --json` prints and other programs rely on. */
import type { Json } from '../base/json.ts';
import { LineIndex } from '../base/lineIndex.ts';
import type { PythonError } from '../python/evaluation/run.ts';
import { bits } from '../python/runtime/numbers.ts';
import { typeName } from '../python/runtime/types.ts';
import type { Value } from '../python/runtime/value.ts';
import type { Buildbot } from './evaluateBuildbot.ts';
import type { MapBuildArguments } from './mapBuild.ts';
import {
	buildbotSettingNames,
	isNumberSetting,
	metroNumbers,
	numberDefaults,
	type SettingName,
} from './settingNames.ts';
import { effectiveName } from './settings.ts';

interface ErrorJson {
	readonly type: string;
	readonly message: string;
	/** One-based. */
	readonly line?: number;
	/** One-based, in characters; only for what Python refuses before running. */
	readonly col?: number;
}

interface MapBuildJson {
	readonly args: MapBuildArguments;
	readonly result?: Json;
	readonly type?: string;
	readonly target?: string;
	/** Joined with `+`. */
	readonly extras?: string;
	/** What Metro's program says when it tries to use the result. */
	readonly use_error?: { readonly type: string; readonly message: string };
	readonly error?: ErrorJson;
	readonly dynamic?: true;
	readonly stopped?: true;
	/** Why it is dynamic or stopped. */
	readonly reason?: string;
}

export interface BuildbotJson {
	/** As assigned; null: not assigned. */
	readonly vars: { readonly [name: string]: Json };
	readonly types: { readonly [name: string]: string };
	/** What counts; null: dynamic. Absent if the file does not run to its end. */
	readonly effective?: { readonly [name: string]: Json };
	readonly map_build_defined: boolean;
	readonly error?: ErrorJson;
	readonly stopped?: true;
	readonly reason?: string;
	readonly dynamic_vars?: readonly SettingName[];
	readonly map_build: readonly MapBuildJson[];
	/** What `get_subarches` names for this host, by build; since December 2020. */
	readonly subarches_by_build?: { readonly [build: string]: readonly string[] | ShareTroubleJson };
}

interface ShareTroubleJson {
	readonly error?: ErrorJson;
	readonly dynamic?: true;
	readonly stopped?: true;
	/** Why it is dynamic or stopped. */
	readonly reason?: string;
}

/** Makes the record, with the answers of `map_build` to some calls. */
export function buildbotJson(
	source: string,
	buildbot: Buildbot,
	calls: readonly MapBuildArguments[],
): BuildbotJson {
	const lines = new LineIndex(source);
	const { values, dynamic, error, stopped } = buildbot;
	const vars = buildbotSettingNames.map((name) => {
		const value = values.get(name);
		return [name, value === undefined ? null : toJson(value)] as const;
	});
	const types = [...values].map(([name, value]) => [name, typeName(value)] as const);
	return {
		vars: Object.fromEntries(vars),
		types: Object.fromEntries(types),
		...(error || stopped
			? {}
			: {
					effective: Object.fromEntries(
						buildbotSettingNames.map((name) => [name, effective(buildbot, name)]),
					),
				}),
		map_build_defined: buildbot.definesMapBuild,
		...(error ? { error: errorJson(error, source, lines) } : {}),
		...(stopped ? { stopped: true as const, reason: stopped.reason } : {}),
		...(dynamic.size > 0 ? { dynamic_vars: [...dynamic.keys()] } : {}),
		map_build: calls.map((args) => mapBuildJson(source, lines, buildbot, args)),
		...(buildbot.rules.isLater && { subarches_by_build: sharesJson(source, lines, buildbot) }),
	};
}

function sharesJson(
	source: string,
	lines: LineIndex,
	{ settings, share }: Buildbot,
): NonNullable<BuildbotJson['subarches_by_build']> {
	const shares = settings.builds.map(({ name }) => {
		const answer = share(name);
		switch (answer.kind) {
			case 'ok':
				return [name, answer.names] as const;
			case 'unusable':
				return [name, { error: { type: 'TypeError', message: answer.reason } }] as const;
			case 'error':
				return [name, { error: errorJson(answer.error, source, lines) }] as const;
			case 'dynamic':
				return [name, { dynamic: true as const, reason: answer.dynamic.what }] as const;
			default:
				return [name, { stopped: true as const, reason: answer.reason }] as const;
		}
	});
	return Object.fromEntries(shares);
}

/** What counts: what was assigned, an empty `all_` list's counterpart, or the default. */
function effective({ assigned, values, dynamic, deleted, rules }: Buildbot, name: SettingName): Json {
	const counted = effectiveName(assigned, name);
	if (dynamic.has(counted)) return null;
	const value = values.get(counted);
	if (value !== undefined) return toJson(value);
	if (deleted.has(name)) return { $type: 'deleted' };
	const numbers = rules.isLater ? metroNumbers : numberDefaults;
	return isNumberSetting(name) ? numbers[name] : [];
}

function mapBuildJson(
	source: string,
	lines: LineIndex,
	buildbot: Buildbot,
	args: MapBuildArguments,
): MapBuildJson {
	const outcome = buildbot.mapBuild(args);
	switch (outcome.kind) {
		case 'ok':
			return {
				args,
				result: toJson(outcome.value),
				type: typeName(outcome.value),
				target: outcome.target,
				extras: outcome.extras.join('+'),
			};
		case 'unusable': {
			const { type, message } = outcome.error;
			return {
				args,
				result: toJson(outcome.value),
				type: typeName(outcome.value),
				use_error: { type, message },
			};
		}
		case 'error':
			return { args, error: errorJson(outcome.error, source, lines) };
		case 'dynamic':
			return { args, dynamic: true, reason: outcome.dynamic.what };
		default:
			return { args, stopped: true, reason: outcome.reason };
	}
}

function errorJson({ type, message, span }: PythonError, source: string, lines: LineIndex): ErrorJson {
	if (span === undefined) return { type, message };
	const { line, character: column } = lines.at(span.start);
	if (!/^(?:SyntaxError|IndentationError|TabError)$/.test(type)) return { type, message, line: line + 1 };
	const before = source.slice(span.start - column, span.start);
	return { type, message, line: line + 1, col: type === 'SyntaxError' ? [...before].length + 1 : 1 };
}

/** What one setting or answer shows at most, in values and in characters. */
const mostValues = 20_000;
/** What lies deeper than in a list of lists is none of Metro's: each such value counts for so many. */
const deepPrice = 20;
const mostCharacters = 1 << 20;

/** An int as JSON; as `{"$int": "digits"}` where those who read JSON would round it. */
function wholeJson(value: bigint): Json {
	const number = Number(value);
	return Number.isSafeInteger(number) ? number : { $int: value.toString() };
}

/** A value as JSON: sets sorted, what JSON has no form for as `{"$type": …}`, what is left out as `{"$more": count}`. */
function toJson(value: Value): Json {
	let values = mostValues;
	let characters = mostCharacters;
	const all = (items: Iterable<Value>, depth: number): Json[] => {
		const out: Json[] = [];
		let left = 0;
		for (const item of items) {
			if (values > 0 && characters > 0) out.push(write(item, depth + 1));
			else left++;
		}
		return left === 0 ? out : [...out, { $more: left }];
	};
	const write = (one: Value, depth: number): Json => {
		values -= depth > 2 ? deepPrice : 1;
		if (depth > 30) return { $type: typeName(one) };
		switch (one.kind) {
			case 'none':
				return null;
			case 'bool':
				return one.value;
			case 'str':
				characters -= one.value.length;
				return one.value;
			case 'int':
				characters -= bits(one.value) / 4;
				return wholeJson(one.value);
			case 'float':
				return one.value;
			case 'list':
			case 'tuple':
				return all(one.items, depth);
			case 'set':
				return all(one.members.values(), depth).sort((a, b) => (String(a) < String(b) ? -1 : 1));
			default:
				return { $type: typeName(one) };
		}
	};
	return write(value, 0);
}

/** Finds probable mistakes in a `.buildbot` that runs: Metro's pitfalls, with the data that a fix needs. */
import { pushAll } from '../base/collections.ts';
import type { Span } from '../base/span.ts';
import type { Work } from '../base/work.ts';
import type { Printed, Value } from '../python/runtime/value.ts';
import { laterLists, laterProblems } from './laterLints.ts';
import type { Outline } from './outline.ts';
import type { BuildbotProblem } from './problem.ts';
import type { BuildbotRules } from './rules.ts';
import {
	allLists,
	buildLists,
	counterparts,
	ignoreLists,
	isNumberSetting,
	type ListSetting,
	type NumberSetting,
	type SettingName,
} from './settingNames.ts';
import {
	type Assigned,
	type AssignedSetting,
	isEmptyList,
	itemsIn,
	type SettingItem,
	shownType,
	unique,
	usableNumber,
} from './settings.ts';

/** Finds a missing comma between two strings in a sequence, from the text alone. */
export function junctionProblems(outline: Outline): BuildbotProblem[] {
	return outline.junctions.map(({ before, after, value }) => ({
		code: 'implicit-concatenation',
		severity: 'warning',
		span: after,
		message: `A comma is missing before this string: Python joins the two strings to ${JSON.stringify(value)}.`,
		related: [{ span: before, message: 'the string it is joined to' }],
		data: { value, before: before.start, commaAt: before.end },
	}));
}

/** Checks the values of the settings once the file has run to its end. */
export function* settingProblemsWork(
	assigned: Assigned,
	outline: Outline,
	rules: BuildbotRules,
): Work<BuildbotProblem[]> {
	const { assignments } = outline;
	const places = new Map(assignments.map((assignment) => [assignment.name, assignment]));
	const nowhere: Span = { start: 0, end: 0 };
	const namePlace = (setting: SettingName): Span => places.get(setting)?.nameSpan ?? nowhere;
	const valuePlace = (setting: SettingName): Span => places.get(setting)?.valueSpan ?? nowhere;
	const out: BuildbotProblem[] = [];

	for (const [name, setting] of assigned) {
		yield;
		const { value, dynamic } = setting;
		if (dynamic !== undefined) {
			out.push({
				code: 'dynamic',
				severity: 'information',
				span: namePlace(name),
				message: `${name} depends on ${dynamic.what} and is only known when Metro runs.`,
				related: [{ span: dynamic.span, message: dynamic.what }],
				data: { name, what: dynamic.what },
			});
		} else if (isNumberSetting(name)) pushAll(out, numberProblem(name, value, valuePlace(name)));
		else pushAll(out, listProblems(name, setting, valuePlace(name)));
	}
	if (rules.isLater) pushAll(out, laterProblems(assigned, outline));
	else pushAll(out, incompleteAllLists(assigned, namePlace));
	yield;
	if (!rules.isLater) pushAll(out, namesOutsideAll(assigned, namePlace));
	for (const name of rules.isLater ? laterLists : buildLists) {
		if (isEmptyList(assigned, name)) {
			out.push({
				code: 'nothing-to-build',
				severity: 'warning',
				span: namePlace(name),
				message: `${name} is empty, so nothing is ever built.`,
				data: { name },
			});
		}
	}
	return out;
}

/** The problem of output that the file, or its map_build, prints. */
export function printProblem({ text, span }: Printed): BuildbotProblem {
	return {
		code: 'prints',
		severity: 'warning',
		span,
		message: 'buildbot.sh runs the output of the file as shell code.',
		data: { value: text },
	};
}

function numberProblem(name: NumberSetting, value: Value, span: Span): BuildbotProblem[] {
	if (value.kind === 'int') return [];
	const usable = usableNumber(name, value) !== undefined;
	const effect = usable ? '' : ' Metro stops with a TypeError.';
	return [
		{
			code: 'not-an-integer',
			severity: usable ? 'warning' : 'error',
			span,
			message: `${name} should be a whole number, but this is ${shownType(value)}.${effect}`,
			data: {
				name,
				digits: value.kind === 'str' && /^\s*\d+\s*$/.test(value.value) ? value.value.trim() : undefined,
			},
		},
	];
}

function listProblems(name: ListSetting, { value, names }: AssignedSetting, span: Span): BuildbotProblem[] {
	if (value.kind === 'str') {
		return [
			{
				code: 'string-not-tuple',
				severity: 'error',
				span: value.origin?.span ?? span,
				message: `${name} is a string; Metro would read it one letter at a time. Add a comma: ("${value.value}",)`,
				data: { name, value: value.value, at: span },
			},
		];
	}
	const items = itemsIn(value);
	if (items === undefined) {
		return [
			{
				code: 'not-a-sequence',
				severity: 'error',
				span,
				message: `${name} should be a tuple or list of names, but this is ${shownType(value)}.`,
				data: { name },
			},
		];
	}
	const odd = items
		.filter((item) => item.kind !== 'str')
		.map(
			(item): BuildbotProblem => ({
				code: 'not-a-name',
				severity: 'error',
				span,
				message: `${name} should contain only strings, but this is ${shownType(item)}.`,
				data: { name },
			}),
		);
	const isIgnoreList = ignoreLists.some((one) => one === name);
	return [...odd.slice(0, 1), ...(isIgnoreList ? [] : duplicates(name, names, span))];
}

function duplicates(setting: ListSetting, names: readonly SettingItem[], span: Span): BuildbotProblem[] {
	if (unique(names) === names) return [];
	const first = new Map<string, Span | undefined>();
	const reported = new Set<string>();
	const out: BuildbotProblem[] = [];
	for (const item of names) {
		if (!first.has(item.name)) {
			first.set(item.name, item.span);
			continue;
		}
		if (reported.has(item.name)) continue;
		reported.add(item.name);
		const before = first.get(item.name);
		out.push({
			code: 'duplicate',
			severity: 'warning',
			span: item.span ?? span,
			message: `${JSON.stringify(item.name)} is in ${setting} more than once; Metro would list and clean it once per entry.`,
			...(before === undefined ? {} : { related: [{ span: before, message: 'first here' }] }),
			data: { name: setting, value: item.name, exact: item.exact },
		});
	}
	return out;
}

/** Metro's buildrepo uses the three `all_` lists together or not at all. */
function incompleteAllLists(
	assigned: Assigned,
	namePlace: (setting: SettingName) => Span,
): BuildbotProblem[] {
	const missing = allLists.filter((name) => isEmptyList(assigned, name));
	const withoutBuilds = missing.includes('all_builds');
	const add = missing.map((one) => `${one} = ${counterparts[one]}`);
	const out: BuildbotProblem[] = [];
	for (const name of allLists.slice(1)) {
		const isMissing = missing.includes(name);
		if (withoutBuilds && !isMissing) {
			out.push({
				code: 'all-ignored',
				severity: 'warning',
				span: namePlace(name),
				message: `Metro's buildrepo ignores ${name} unless all_builds is set.`,
				data: { name, add },
			});
		} else if (!withoutBuilds && isMissing) {
			out.push({
				code: 'all-missing',
				severity: 'warning',
				span: namePlace('all_builds'),
				message: `all_builds is set but ${name} is not, so Metro's buildrepo maintains no build at all.`,
				data: { name, add },
			});
		}
	}
	return out;
}

/** A name is only maintained if it is in the `all_` list as well. Without `all_builds` Metro reads none of these lists. */
function namesOutsideAll(assigned: Assigned, namePlace: (setting: SettingName) => Span): BuildbotProblem[] {
	if (isEmptyList(assigned, 'all_builds')) return [];
	const out: BuildbotProblem[] = [];
	for (const name of allLists) {
		const setting = assigned.get(name);
		if (setting === undefined || isEmptyList(assigned, name)) continue;
		if (itemsIn(setting.value) === undefined || setting.dynamic !== undefined) continue;
		const own = counterparts[name];
		const all = new Set(setting.names.map((item) => item.name));
		for (const item of assigned.get(own)?.names ?? []) {
			if (all.has(item.name)) continue;
			all.add(item.name);
			out.push({
				code: 'not-in-all',
				severity: 'warning',
				span: item.span ?? namePlace(own),
				message: `${JSON.stringify(item.name)} is in ${own} but not in ${name}, so it is never built.`,
				data: { name: own, value: item.name, all: name },
			});
		}
	}
	return out;
}

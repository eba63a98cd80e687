/** Changes by wish, formatting and refactorings of changed recorded files: CPython must find in the new text what was asked, and nothing else. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { finish } from '../../server/src/base/work.ts';
import { type BuildbotWish, earlierRules, editBuildbot } from '../../server/src/buildbot/index.ts';
import { buildbotFormattingWork } from '../../server/src/features/buildbot/formatting.ts';
import { buildbotRefactoringsWork } from '../../server/src/features/buildbot/refactorings.ts';
import { bareContext } from '../../server/src/setup/buildbot/buildbotContext.ts';
import { applyAction, applyEdits } from '../support/applyEdits.ts';
import { documentOf } from '../support/cursor.ts';
import { randomNumbers } from '../support/randomNumbers.ts';
import type { Fuzzer, FuzzFault } from './fuzzer.ts';
import { mutated } from './mutations.ts';
import { startOracle } from './oracle.ts';

const recorded = readFileSync(join(import.meta.dirname, '../golden/buildbot.jsonl'), 'utf8')
	.trimEnd()
	.split('\n')
	.map((line): { readonly name: string; readonly source: string } => JSON.parse(line))
	.filter(({ name, source }) => source.length < 5000 && !/^(?:hang|big)/.test(name))
	.map(({ source }) => source);

/** A changed text, and what the change should do. */
interface Trial {
	readonly what: string;
	readonly before: string;
	/** The text after it, or why there is none. */
	readonly after?: string;
	readonly reason?: string;
	readonly wish?: BuildbotWish;
	/** The settings may be in another order, or one list gives names to another. */
	readonly mayMove: 'nothing' | 'order' | 'to-elsewhere';
}

const batch = 50;

export const edits: Fuzzer = {
	about: 'edits, formatting and refactorings of changed .buildbot files: what CPython then gives',
	count: 5000,
	async run({ seed, count }) {
		const random = randomNumbers(seed);
		const oracle = startOracle('pythonOracle.py');
		const faults: FuzzFault[] = [];
		try {
			for (let tried = 0; tried < count; tried += batch) {
				const trials = Array.from({ length: batch }, () => trialOf(random)).filter(
					(trial) => trial !== undefined,
				);
				const ask = (source: string): object => ({ source, outcomes: [[]], calls: [] });
				const answers = await oracle.ask(
					trials.flatMap(({ before, after }) => [ask(before), ask(after ?? '')]),
				);
				for (const [index, trial] of trials.entries()) {
					const got = wrongIn(trial, answers[2 * index], answers[2 * index + 1]);
					if (got === undefined) continue;
					const { what, before, after = '' } = trial;
					faults.push({ kind: what, source: before, expected: after, got });
				}
			}
		} finally {
			oracle.end();
		}
		return { tried: count, faults };
	},
};

function trialOf(random: () => number): Trial | undefined {
	const one = recorded[Math.floor(random() * recorded.length)] ?? '';
	const before = random() < 0.5 ? one : mutated(one, random, recorded);
	const kind = random();
	if (kind < 0.6) return wishTrial(before, random);
	const document = documentOf(before, '/home/.buildbot');
	if (kind < 0.75) {
		const after = applyEdits(document, finish(buildbotFormattingWork(document, undefined, bareContext)));
		return after === before ? undefined : { what: 'format', before, after, mayMove: 'nothing' };
	}
	const start = Math.floor(random() * before.length);
	const range = { start, end: Math.min(before.length, start + Math.floor(random() * random() * 200)) };
	const actions = finish(buildbotRefactoringsWork(document, range, bareContext));
	const action = actions[Math.floor(random() * actions.length)];
	if (action === undefined) return undefined;
	const what = action.title;
	if (action.disabled !== undefined)
		return { what, before, reason: action.disabled.reason, mayMove: 'nothing' };
	const isSplit = what.startsWith('Let other servers');
	const mayMove = isSplit ? 'to-elsewhere' : what.startsWith('Sort') ? 'order' : 'nothing';
	return { what, before, after: applyAction(document, action), mayMove };
}

const holding = ['builds', 'arches', 'subarches'] as const;

function wishTrial(before: string, random: () => number): Trial {
	const written = [...before.matchAll(/["']([\w.+-]+)["']/g)].map(([, name = '']) => name);
	const name = random() < 0.6 ? (written[Math.floor(random() * written.length)] ?? 'new') : 'new-name';
	const holds = holding[random() < 0.7 ? 2 : Math.floor(random() * 2)] ?? 'subarches';
	const to = (['here', 'elsewhere', 'nowhere'] as const)[Math.floor(random() * 3)] ?? 'here';
	const wish = { holds, name, to };
	const what = `${holds} ${name} ${to}`;
	const answer = editBuildbot(before, wish, earlierRules);
	if (answer.kind === 'refused') return { what, before, reason: answer.reason, wish, mayMove: 'nothing' };
	return { what, before, after: answer.text, wish, mayMove: 'nothing' };
}

/** `Line 3: …`, or one of the few reasons that are about no line, since the file has none of the lists. */
const reasonForm =
	/^(?:Line \d+: .+|.+: nothing is to be edited|.+ cannot be the name of a directory: .+|No edit was found .+|Nothing would be left .+|So many names .+|The edit would .+: edit the file by hand|\w+ is computed, or not a sequence: .+)\.$/s;

/** What is wrong with a trial; `undefined`: nothing. */
function wrongIn(
	{ what, before, after, reason, wish, mayMove }: Trial,
	...answers: readonly unknown[]
): unknown {
	if (after === undefined) return reasonForm.test(reason ?? '') ? undefined : `reason: ${reason}`;
	const comments = [commentsIn(before), commentsIn(after)];
	// Unknown names of a module are unknown values for us.
	const isUnsure = /\b(?:os|sys|open|glob|time|datetime|subprocess|platform|socket|random)\b/.test(before);
	const own = mayMove === 'nothing' && wish === undefined ? ['# Kept here, but built by other servers:'] : [];
	if (JSON.stringify(comments[0]) !== JSON.stringify(comments[1]?.filter((one) => !own.includes(one))))
		return { comments };
	const [old, now] = answers.map(listsIn);
	// What takes too long for CPython says nothing.
	if (old === 'late' || now === 'late') return undefined;
	// Formatting needs no more than a file that can be read.
	if (typeof old !== 'object' && what === 'format')
		return typeof now === 'object' ? 'it fails no more' : undefined;
	if (typeof old !== 'object') return isUnsure ? undefined : `edited, though the file gives: ${old}`;
	if (typeof now !== 'object') return `the file then gives: ${now}`;
	for (const list of lists) {
		const [was, is] = [old[list], now[list]];
		if (was === undefined || is === undefined) {
			if (was !== is) return { list, was, is };
			continue;
		}
		const except =
			wish !== undefined && (list === wish.holds || list === `all_${wish.holds}`) ? wish.name : undefined;
		const rest = (names: readonly string[]): string =>
			JSON.stringify(inOrder(names, mayMove).filter((name) => name !== except));
		if (mayMove === 'to-elsewhere' && list.endsWith('subarches')) {
			// What is no longer built here is kept, even if it was not before.
			const kept = new Set([...(old.subarches ?? []), ...(old.all_subarches ?? [])]);
			const isRight =
				list === 'subarches' ? is.every((name) => was.includes(name)) : is.every((name) => kept.has(name));
			if (!isRight) return { list, was, is };
		} else if (rest(was) !== rest(is)) return { list, was, is };
		if (except === undefined || wish === undefined) continue;
		const expected = list.startsWith('all_') ? wish.to !== 'nowhere' : wish.to === 'here';
		if (is.includes(except) !== expected) return { list, was, is };
	}
	return undefined;
}

function inOrder(names: readonly string[], mayMove: Trial['mayMove']): readonly string[] {
	return mayMove === 'nothing' ? names : names.toSorted();
}

/** The comments of a text, in order of their text. What follows a hash in a string is none. */
function commentsIn(text: string): readonly string[] {
	const bare = text.replace(/(?:"[^"\r\n]*"|'[^'\r\n]*')(?=[^\r\n]*)/g, '""');
	return (bare.match(/#[^\r\n]*/g) ?? []).map((comment) => comment.trimEnd()).sort();
}

const lists = ['builds', 'arches', 'subarches', 'all_builds', 'all_arches', 'all_subarches'] as const;

const allLists = lists.slice(3);

type Lists = Readonly<Partial<Record<(typeof lists)[number], readonly string[]>>>;

/** The lists that count by what CPython gave: without `all_builds` Metro takes the others. A list that is none is left out. */
function listsIn(answer: unknown): Lists | string {
	if (!Array.isArray(answer)) return String(answer);
	const { error, values } = answer[0] as { error: unknown; values: Readonly<Record<string, unknown>> };
	if (error !== null) return JSON.stringify(error);
	const isSet = (name: string): boolean => (namesIn(values[name])?.length ?? 1) > 0 && name in values;
	const isAll = allLists.map(isSet);
	// Metro uses the three together: an edit may complete them.
	if (isAll.includes(true) && isAll.includes(false)) return 'late';
	return Object.fromEntries(
		lists.flatMap((list) => {
			const from = list.startsWith('all_') && !isSet('all_builds') ? list.slice('all_'.length) : list;
			const names = namesIn(values[from] ?? ['t']);
			return names === undefined ? [] : [[list, names]];
		}),
	);
}

/** The names of a tuple, a list or a set as the oracle writes it, each once; `undefined`: it is something else. */
function namesIn(value: unknown): readonly string[] | undefined {
	if (!Array.isArray(value) || !['t', 'l', 'set', 'frozenset'].includes(value[0])) return undefined;
	const items = value.slice(1) as readonly (readonly unknown[])[];
	return [
		...new Set(items.map(([kind, text]) => (kind === 's' ? String(text) : `? ${JSON.stringify(text)}`))),
	];
}

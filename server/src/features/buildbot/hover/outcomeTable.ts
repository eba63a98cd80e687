/** What `map_build` answers after each kind of last build, for what the file tells apart and for other hosts, as a Markdown table. */

import { formatDay, toCivil } from '../../../base/civilTime.ts';
import { append } from '../../../base/collections.ts';
import { escapeMarkdown } from '../../../base/escapeMarkdown.ts';
import { withCount } from '../../../base/phrases.ts';
import type { Work } from '../../../base/work.ts';
import { type Buildbot, type BuildList, errorText } from '../../../buildbot/index.ts';
import { answerText } from '../answerText.ts';
import { askedMapBuild } from '../askedMapBuild.ts';
import type { HoverScene } from './hoverScene.ts';

/** At most this many names of a kind are asked about: the first, and those that the file compares with. */
const mostNames = 4;
/** At most this many combinations are asked about, and fewer if the file takes long to run, since a call that fails runs it again. */
const mostAsked = 24;
const mostWork = 300_000;
/** At most this many rows. */
const mostRows = 12;

/** What the last build may have been. */
export function pastsBefore(
	moment: number,
): readonly (readonly [full: boolean, fullDate: string | undefined])[] {
	const yesterday = formatDay(toCivil(moment - 24 * 60 * 60 * 1000));
	return [
		[true, yesterday],
		[false, yesterday],
		[false, undefined],
	];
}

/** The head of a table with a column for each of `pastsBefore`. */
export function outcomeHead(first: string): readonly string[] {
	return [
		`| ${first} | after a full build | after one that was not full | as the first build |`,
		'| --- | --- | --- | --- |',
	];
}

export interface AskedAbout {
	readonly build: string;
	readonly arch: string;
	readonly subarch: string;
}

/** The table, or why there is none. */
export function* outcomeTableWork(scene: HoverScene): Work<string> {
	const { buildbot, moment } = scene;
	const { error, stopped } = buildbot;
	if (error !== undefined) return `Unknown here, since the file fails: ${escapeMarkdown(errorText(error))}`;
	if (stopped !== undefined) return `Unknown here: ${escapeMarkdown(stopped.reason)}.`;
	const { asked, all } = whatToAsk(scene);
	const pasts = pastsBefore(moment);
	const groups = new Map<string, AskedAbout[]>();
	for (const one of asked) {
		const answers: string[] = [];
		for (const [full, fullDate] of pasts) {
			yield;
			const outcome = askedMapBuild(buildbot, { ...one, full, fullDate });
			answers.push(escapeMarkdown(answerText(outcome)));
		}
		append(groups, answers.join(' | '), one);
	}
	const rows = [...groups].map(([answers, whom]) => `| ${whomWords(whom, buildbot)} | ${answers} |`);
	const rest = rows.length - mostRows;
	return [
		...outcomeHead('for'),
		...rows.slice(0, mostRows),
		...(rest > 0 ? ['', `And ${withCount(rest, 'more answer')}.`] : []),
		...(asked.length === all ? [] : ['', whatIsShown(asked.length, all)]),
	].join('\n');
}

/** Of a table that does not hold everything: what it holds. */
function whatIsShown(asked: number, all: number): string {
	if (all === 0) return 'This is an example: there is no build or no subarch yet.';
	return `This is for ${asked} of ${all} combinations: the first names, and the names that the file compares with. Try map_build tells the others.`;
}

/** `a, b and 3 others`. */
function whomWords(whom: readonly AskedAbout[], { rules }: Buildbot): string {
	const [first] = whom;
	if (first === undefined) return '';
	const names = rules.isLater ? [first.build, first.arch, first.subarch] : [first.build, first.subarch];
	const others = whom.length === 1 ? '' : ` and ${withCount(whom.length - 1, 'other')}`;
	return `${names.map(escapeMarkdown).join(', ')}${others}`;
}

const example: AskedAbout = { build: 'funtoo-current', arch: 'x86-64bit', subarch: 'generic_64' };

/** The combinations to ask about, at least one, and how many there are. */
export function whatToAsk({ buildbot, context }: HoverScene): { asked: readonly AskedAbout[]; all: number } {
	const { settings, outline, rules } = buildbot;
	// Since December 2020 get_subarches names the subarches, for each host others, and the file need not list them.
	const present = context.scanned?.repository.subarches ?? [];
	const names = (kind: BuildList, part: keyof AskedAbout): { all: number; some: readonly string[] } => {
		const list = kind === 'subarches' && rules.isLater ? settings.allSubarches : settings[kind];
		const own = new Set(list.map(({ name }) => name));
		const all = own.size > 0 ? own : new Set(present.map((one) => one[part]));
		const compared = outline.compared.filter(({ holds, name }) => holds === kind && all.has(name));
		const [first = ''] = all;
		const some = new Set([first, ...compared.map(({ name }) => name)]);
		return { all: all.size, some: all.size === 0 ? [] : [...some].slice(0, mostNames) };
	};
	const builds = names('builds', 'build');
	const arches = rules.isLater ? names('arches', 'arch') : { all: 1, some: [''] };
	const subarches = names('subarches', 'subarch');
	const asked = builds.some.flatMap((build) =>
		arches.some.flatMap((arch) => subarches.some.map((subarch) => ({ build, arch, subarch }))),
	);
	const most = Math.max(1, Math.min(mostAsked, Math.floor(mostWork / (buildbot.steps() + 1))));
	return {
		asked: asked.length === 0 ? [example] : asked.slice(0, most),
		all: builds.all * arches.all * subarches.all,
	};
}

/** `health`: what needs somebody, what changed, and what is next. */
import { DAY, formatCivil, toCivil } from '../../base/civilTime.ts';
import { spanText, withCount } from '../../base/phrases.ts';
import { sizeText } from '../../base/sizeText.ts';
import { oneLine } from '../../base/visible.ts';
import type { AttentionItem } from '../../health/model/attention.ts';
import type { ExpectedBuild } from '../../health/model/expectedBuild.ts';
import type { Health } from '../../health/model/health.ts';
import type { StorageUse } from '../../health/model/storage.ts';
import type { SubarchId } from '../../health/model/subarch.ts';
import type { Command } from '../command.ts';
import { CommandError } from '../commandError.ts';
import { type Color, colorizer } from '../output/color.ts';
import { healthJson } from '../output/healthJson.ts';
import { writeJson } from '../output/json.ts';
import { readHealth } from '../readHealth.ts';
import { sinceOf, sinceOption, whenText } from '../sinceOption.ts';

export const health: Command = {
	name: 'health',
	family: 'extended',
	usage: '[--since WHEN]',
	summary: 'tell what needs attention, what changed and what is next',
	details: [
		`Changes are those of the last 24 hours, or since WHEN. ${whenText}`,
		'Rates, lengths and changes come from the history, which this command reads and does not write: run "buildrepo history" from time to time where Metro builds without buildrepo or the editor.',
	],
	exitStatus: '0 if nothing needs attention; 1 if something does; 2 if there is no repository',
	options: [sinceOption('changes since then (24h)')],
	async run(session, { options, words }) {
		if (words[0] !== undefined)
			throw new CommandError(`health takes no "${words[0]}": see "buildrepo explain"`);
		const { host, clock } = session;
		const since = sinceOf(options.value('since'), clock.now()) ?? clock.now() - DAY;
		const found = await readHealth(session, since);
		if (options.has('json')) writeJson(host, healthJson(found));
		else {
			const colored = colorizer(host);
			for (const { text, color } of linesOf(found)) {
				const line = oneLine(text);
				host.out.write(`${color === undefined ? line : colored(line, color)}\n`);
			}
		}
		return found.attention.some(({ severity }) => severity !== 'info') ? 1 : 0;
	},
};

interface Line {
	readonly text: string;
	readonly color?: Color;
}

const colors: Readonly<Record<AttentionItem['severity'], Color>> = {
	error: 'red',
	warning: 'yellow',
	info: 'dim',
};

/** Long lists end here; --json has all. */
const most = 20;

function linesOf(found: Health): readonly Line[] {
	const { attention, transitions, ahead, storage } = found;
	const changes: readonly (readonly [string, readonly SubarchId[]])[] = [
		['started to fail', transitions.newlyFailing],
		['left the rotation', transitions.leftRotation],
		['recovered', transitions.recovered],
		['given another chance', transitions.reset],
		['built', transitions.built],
		['new in the repository', transitions.appeared],
		['gone from the repository', transitions.gone],
	];
	return [
		{ text: found.headline },
		...(found.summary === '' ? [] : [{ text: found.summary }]),
		...cut(attention.map(attentionLine)),
		...changes
			.filter(([, ids]) => ids.length > 0)
			.map(([what, ids]) => ({ text: `${what}: ${cutNames(ids)}` })),
		...cut(ahead.map(aheadLine)),
		...(storage === undefined ? [] : [{ text: storageLine(storage) }]),
		...historyLines(found),
	];
}

/** Why there are no rates, lengths and changes, if that is so. */
function historyLines({ historyOff, events }: Health): readonly Line[] {
	if (historyOff !== undefined) return [{ text: historyOff, color: 'dim' }];
	if (events.length > 0) return [];
	const text = 'the history is empty: "buildrepo history" records what is found, and builds add to it';
	return [{ text, color: 'dim' }];
}

function storageLine({ bytes, freed, free, total, daysLeft }: StorageUse): string {
	const used = `${sizeText(bytes)} used, clean would free ${sizeText(freed)}`;
	if (free === undefined || total === undefined) return used;
	const end =
		daysLeft === undefined ? '' : `, full in ${withCount(Math.floor(daysLeft), 'day')} at this rate`;
	return `${used}; ${sizeText(free)} of ${sizeText(total)} free on the file system${end}`;
}

function attentionLine({ severity, title, detail, subarches }: AttentionItem): Line {
	const [only, ...others] = subarches;
	const what = only !== undefined && others.length === 0 ? nameOf(only) : title;
	return { text: `${severity.padEnd(7)} ${what}: ${detail}`, color: colors[severity] };
}

function aheadLine({ since, startsAt, takes, why, target, extras, ...id }: ExpectedBuild): Line {
	const length = takes === undefined ? '' : `, usually ${spanText(takes)}`;
	if (since !== undefined) {
		const from = since === 0 ? '' : ` since ${formatCivil(toCivil(since))}`;
		return { text: `building ${nameOf(id)}${from}${length}`, color: 'green' };
	}
	const start = startsAt === undefined ? 'next    ' : formatCivil(toCivil(startsAt)).slice(0, 16);
	const how = target === '' ? '' : ` ${[target, ...extras].join(' + ')}`;
	return { text: `${start} ${nameOf(id)}${how} (${why})${length}` };
}

function nameOf({ build, arch, subarch }: SubarchId): string {
	return `${build}/${arch}/${subarch}`;
}

function cutNames(ids: readonly SubarchId[]): string {
	const more = ids.length > most ? `, and ${ids.length - most} more` : '';
	return `${ids.slice(0, most).map(nameOf).join(', ')}${more}`;
}

function cut(lines: readonly Line[]): readonly Line[] {
	if (lines.length <= most) return lines;
	return [...lines.slice(0, most), { text: `and ${lines.length - most} more: see --json`, color: 'dim' }];
}

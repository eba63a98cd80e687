/** What a command says when its run of `buildrepo` has ended: what happened, and what to do next. */

import { dirname, relative } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { NextBuildSummary, Row, SetupSummary } from '../../../server/src/protocol/index.ts';
import { commandIds } from '../commands/commandIds.ts';
import type { Message, Offer, Question } from '../ui/message.ts';
import { numberText, plural } from '../ui/numberText.ts';
import { nextBuildOffer, showOutput } from '../ui/offers.ts';
import type { RowNode } from '../view/treeNode.ts';
import { eventsOf } from './eventReader.ts';
import type { Ended, Outcome } from './outcome.ts';

export interface FailureWords {
	/** What to try after a failure. */
	readonly remedy?: Offer;
	/** Goes on where a cancelled run stopped; absent: the command has to begin anew. */
	readonly resume?: Offer;
	/** The home of the set-up. */
	readonly home?: string;
	/** Knows other statuses than 0 that mean success. */
	isAnswer?(ended: Ended): boolean;
}

/** The message for a failed run, or `undefined` for a successful one. `what` names the command, for instance `Generate Digests`. */
export function failure(
	what: string,
	outcome: Outcome,
	{ remedy, resume, isAnswer, home }: FailureWords = {},
): Message | undefined {
	switch (outcome.kind) {
		case 'cancelled':
			return {
				severity: 'information',
				text: l10n.t('{0} was cancelled. Completed work is kept.', what),
				offers: resume === undefined ? [showOutput] : [resume, showOutput],
			};
		case 'killed':
			return {
				severity: 'error',
				text: l10n.t('{0} was ended by {1}.', what, outcome.signal),
				offers: [showOutput],
			};
		case 'not-started':
			return {
				severity: 'error',
				text: l10n.t('{0} did not run: {1}.', what, outcome.reason),
				offers: [showOutput],
			};
		case 'ended':
			if (outcome.report?.broken !== undefined) {
				const line = JSON.stringify(outcome.report.broken.slice(0, 80));
				const text = l10n.t(
					'{0} ended with status {1}, but what it did is not known: its report has the line {2}, which is not an event.',
					what,
					outcome.status,
					line,
				);
				return { severity: 'error', text, offers: [showOutput] };
			}
			if (outcome.status === 0 || isAnswer?.(outcome) === true) return undefined;
			if (home !== undefined && problemOf(outcome)?.add !== undefined) return notSetUp(what, outcome, home);
			return {
				severity: 'error',
				text: `${l10n.t('{0} failed: {1}', what, failureReason(outcome))}${doneText(outcome)}`,
				offers: [...(remedy === undefined ? [] : [remedy]), ...metroOffers(outcome, home), showOutput],
			};
	}
}

function problemOf({ report }: Ended) {
	return report && eventsOf(report, 'problem').at(-1);
}

/** Nothing went wrong: `.metro` lacks a section, and only the user knows what belongs there. */
function notSetUp(what: string, ended: Ended, home: string): Message {
	const { key = '', add = '' } = problemOf(ended) ?? {};
	const section = key.split('/').slice(0, -1).join('/');
	return {
		severity: 'information',
		text: l10n.t(
			'{0} is not set up yet: {1} in .metro has to say where to. Add that, save the file, then run the command again.',
			what,
			`[section ${section}]`,
		),
		offers: [
			{ label: l10n.t('Add the Section'), command: commandIds.addToMetro, arguments: [home, add, key] },
		],
	};
}

/** Where in .metro to correct what the last problem is about. */
function metroOffers(ended: Ended, home: string | undefined): readonly Offer[] {
	const key = problemOf(ended)?.key;
	if (key === undefined || home === undefined) return [];
	return [{ label: l10n.t('Open .metro'), command: commandIds.openMetro, arguments: [home, key] }];
}

/**
 * Why a run failed, in its own words: the last problem or else the last note that it reported; of a program that reports nothing, its
 * last line.
 */
export function failureReason({ report, complaint, status }: Ended): string {
	const said =
		report === undefined
			? complaint.split('\n').findLast((line) => line.trim() !== '')
			: (eventsOf(report, 'problem').at(-1) ?? eventsOf(report, 'note').at(-1))?.message;
	return said ?? l10n.t('it ended with status {0}.', status);
}

/** What a run that failed has changed all the same, as one more sentence; empty if nothing. */
function doneText({ report }: Ended): string {
	const countOf = (name: 'removed' | 'hashed' | 'created' | 'written'): number =>
		report === undefined ? 0 : eventsOf(report, name).length;
	const done = [
		...(countOf('removed') > 0 ? [l10n.t('{0} removed', numberText(countOf('removed')))] : []),
		...(countOf('hashed') > 0 ? [l10n.t('{0} hashed', numberText(countOf('hashed')))] : []),
		...(countOf('created') > 0 ? [l10n.t('{0} created', numberText(countOf('created')))] : []),
		...(countOf('written') > 0 ? [l10n.t('{0} written', numberText(countOf('written')))] : []),
	];
	return done.length === 0 ? '' : `. ${l10n.t('Done all the same: {0}.', done.join(', '))}`;
}

/** What is said of a program that the user chose, which reports nothing. */
export function chosenEnded(what: string, offers: readonly Offer[]): Message {
	const text = l10n.t('The {0} that you chose has ended without an error; the output has what it did.', what);
	return { severity: 'information', text, offers: [...offers, showOutput] };
}

/** What is asked before all failcounts are reset. */
export function zapQuestion(setup: SetupSummary): Question {
	const remote = setup.keptFailcounts;
	const kept = plural(
		remote,
		l10n.t('1 failcount from other servers is kept'),
		l10n.t('{0} failcounts from other servers are kept', numberText(remote)),
	);
	const where = setup.mirror ?? setup.home;
	return {
		title: plural(
			setup.zappable,
			l10n.t('Zap 1 failcount in {0}?', where),
			l10n.t('Zap {0} failcounts in {1}?', numberText(setup.zappable), where),
		),
		no: l10n.t('Keep Them'),
		yes: l10n.t('Zap'),
		detail: l10n.t('Failed builds will be tried again; {0}.', returning(setup.returning)),
		...(remote > 0 && { kept }),
	};
}

function returning(count: number): string {
	if (count === 0) return l10n.t('no subarch had left the rotation');
	const several = l10n.t('{0} subarches return to the rotation', numberText(count));
	return plural(count, l10n.t('1 subarch returns to the rotation'), several);
}

/**
 * All failcounts were reset.
 * @param setup how things were before
 */
export function zapped({ report }: Ended, { returning: count }: Pick<SetupSummary, 'returning'>): Message {
	if (report === undefined) return chosenEnded('zap', [nextBuildOffer]);
	const removed = eventsOf(report, 'removed').length;
	if (removed === 0) {
		return {
			severity: 'information',
			text: l10n.t('No failcount was above zero: nothing to zap.'),
			offers: [nextBuildOffer],
		};
	}
	const rotation = returning(count);
	return {
		severity: 'information',
		text: plural(
			removed,
			l10n.t('Zapped 1 failcount; {0}.', rotation),
			l10n.t('Zapped {0} failcounts; {1}.', numberText(removed), rotation),
		),
		offers: [nextBuildOffer, showOutput],
	};
}

/** The failcounts of several chosen subarches were reset, of those that still had one. */
export function zappedSeveral({ report }: Ended, chosen: number): Message {
	const removed = report === undefined ? 0 : eventsOf(report, 'removed').length;
	return {
		severity: 'information',
		text: l10n.t('Zapped {0} of {1} chosen failcounts.', numberText(removed), numberText(chosen)),
		offers: [nextBuildOffer, showOutput],
	};
}

/** The failcount of one subarch was reset. `row` is how it was before. */
export function zappedOne(ended: Ended, row: Pick<Row, 'label' | 'status' | 'tags'>): Message {
	if (ended.report === undefined || eventsOf(ended.report, 'removed').length === 0) {
		return {
			severity: 'information',
			text: l10n.t('{0} has no failcount: nothing to zap.', row.label),
			offers: [nextBuildOffer],
		};
	}
	return {
		severity: 'information',
		text: l10n.t('Zapped the failcount of {0}; {1}.', row.label, whereabouts(row)),
		offers: [nextBuildOffer, showOutput],
	};
}

/** What the rotation makes of a subarch whose failcount is gone. */
function whereabouts({ status, tags }: Pick<Row, 'status' | 'tags'>): string {
	if (!tags.includes('local')) return l10n.t('it is not in the rotation: another server builds it');
	switch (status) {
		case 'out-of-rotation':
		case 'unreadable':
			return l10n.t('it returns to the rotation');
		case 'running':
			return l10n.t('it is being built');
		default:
			return l10n.t('it had not left the rotation');
	}
}

/** So many subarches are named; the output has all files. */
const mostNamed = 3;

/** Which index.xml files were written, by what the run reported. */
export function indexWritten({ report }: Ended, mirror: string | undefined): Message {
	if (report === undefined) return chosenEnded('index.xml', []);
	const paths = eventsOf(report, 'written').map(({ path }) => path);
	const [first, ...others] = paths;
	const text =
		first === undefined
			? l10n.t('No index.xml was written: no subarch has a complete build.')
			: others.length === 0
				? l10n.t('Wrote {0}.', first)
				: l10n.t('Wrote {0} index.xml files: {1}.', numberText(paths.length), subarchesOf(paths, mirror));
	const open = { label: l10n.t('Open'), command: commandIds.openFile, arguments: [first] };
	return {
		severity: 'information',
		text,
		offers: [...(paths.length === 1 ? [open] : []), showOutput],
	};
}

/** The directories of the files below the mirror, as many as are named. */
function subarchesOf(paths: readonly string[], mirror: string | undefined): string {
	const named = paths
		.slice(0, mostNamed)
		.map((path) => (mirror === undefined ? dirname(path) : relative(mirror, dirname(path))));
	const more = paths.length - named.length;
	return [...named, ...(more > 0 ? [l10n.t('{0} more', numberText(more))] : [])].join(', ');
}

/** Which build is next and why, with what can be done about it. */
export function nextBuildAnswer(setup: SetupSummary): Message {
	const { next } = setup;
	if (next === undefined) return nothingToBuild(setup);
	const showInTree: Offer = {
		label: l10n.t('Show in Tree'),
		command: commandIds.showInTree,
		arguments: [setup.home, next.rowId],
	};
	if (next.target === '') {
		return {
			severity: 'warning',
			text: l10n.t('Next is {0}, but map_build does not say what to build. {1}', placeOf(next), next.reason),
			offers: [
				{ label: l10n.t('Open .buildbot'), command: commandIds.openBuildbot, arguments: [setup.home] },
				showInTree,
			],
		};
	}
	const text = l10n.t('{0} build of {1}', buildOf(next), placeOf(next));
	return {
		severity: 'information',
		text: l10n.t('Next: {0}. {1}', text, next.reason),
		offers: [
			{ label: l10n.t('Run It'), command: commandIds.runNextBuild, arguments: [setup.home] },
			showInTree,
			{ label: l10n.t('Copy'), command: commandIds.copyPath, arguments: [text] },
		],
	};
}

/** It was not asked before which build that is, and the terminal may be out of sight. `node` is the row of its subarch. */
export function nextBuildStarted(next: NextBuildSummary, node: RowNode): Message {
	return {
		severity: 'information',
		text: l10n.t('Building {0}: {1}.', placeOf(next), buildOf(next)),
		offers: [
			{ label: l10n.t('Show Terminal'), command: commandIds.showTerminal, arguments: [node, next.path] },
			{ label: l10n.t('Open Log'), command: commandIds.openLog, arguments: [node] },
		],
	};
}

/** The reason is the server's; what can be done depends on it. */
function nothingToBuild(setup: SetupSummary): Message {
	const { idle, home, outOfRotation, missing } = setup;
	if (idle === undefined) {
		return {
			severity: 'information',
			text: l10n.t('What is next is not known yet.'),
			offers: [{ label: l10n.t('Refresh'), command: commandIds.refresh }],
		};
	}
	const create: Offer = {
		label: l10n.t('Create Directories…'),
		command: commandIds.createDirectories,
		arguments: [home],
	};
	const open: Offer = {
		label: l10n.t('Open .buildbot'),
		command: commandIds.openBuildbot,
		arguments: [home],
	};
	return {
		severity:
			idle.reason === 'nothing-stale' || idle.reason === 'all-in-progress' ? 'information' : 'warning',
		text: idle.text,
		offers: [
			...(outOfRotation > 0
				? [{ label: l10n.t('Zap Failcounts…'), command: commandIds.zapFailcounts, arguments: [home] }]
				: []),
			...(missing.length > 0 ? [create] : []),
			...(idle.reason === 'nothing-local' ? [open] : []),
		],
	};
}

/** The kind of a build, for instance `full + openvz`. */
function buildOf(next: NextBuildSummary): string {
	return [next.target, ...next.extras].join(' + ');
}

function placeOf({ build, arch, subarch }: NextBuildSummary): string {
	return `${build} / ${arch} / ${subarch}`;
}

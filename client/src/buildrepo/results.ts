/** What a command says when its run of `buildrepo` has ended: what happened, and what to do next. */
import { join } from 'node:path';
import type { NextBuildSummary, Row, SetupSummary } from '../../../server/src/protocol/index.ts';
import { commandIds } from '../commands/commandIds.ts';
import { counted, type Message, type Offer, type Question } from '../ui/message.ts';
import { nextBuildOffer, showOutput } from '../ui/offers.ts';
import { eventsOf } from './eventReader.ts';
import type { Ended, Outcome } from './outcome.ts';

/**
 * Returns the message for a failed run, or `undefined` for a successful one. `what` names the command, for instance
 * `Generate Digests`; `remedy` suggests what to try after a failure; `isAnswer` knows other statuses than 0 that mean success.
 */
export function failure(
	what: string,
	outcome: Outcome,
	{ remedy, isAnswer }: { readonly remedy?: Offer; isAnswer?(ended: Ended): boolean } = {},
): Message | undefined {
	switch (outcome.kind) {
		case 'cancelled':
			return {
				severity: 'information',
				text: `${what} was cancelled. Completed work is kept.`,
				offers: [showOutput],
			};
		case 'killed':
			return { severity: 'error', text: `${what} was ended by ${outcome.signal}.`, offers: [showOutput] };
		case 'not-started':
			return { severity: 'error', text: `${what} did not run: ${outcome.reason}.`, offers: [showOutput] };
		case 'ended':
			if (outcome.report?.broken !== undefined) {
				const line = JSON.stringify(outcome.report.broken.slice(0, 80));
				const text = `${what} ended with status ${outcome.status}, but what it did is not known: its report has the line ${line}, which is not an event.`;
				return { severity: 'error', text, offers: [showOutput] };
			}
			if (outcome.status === 0 || isAnswer?.(outcome) === true) return undefined;
			return {
				severity: 'error',
				text: `${what} failed: ${complaintOf(outcome)}${doneText(outcome)}`,
				offers: remedy === undefined ? [showOutput] : [remedy, showOutput],
			};
	}
}

/** The last problem or else the last note that was reported; of a program that reports nothing, its last line. */
function complaintOf({ report, complaint, status }: Ended): string {
	const said =
		report === undefined
			? complaint.split('\n').findLast((line) => line.trim() !== '')
			: (eventsOf(report, 'problem').at(-1) ?? eventsOf(report, 'note').at(-1))?.message;
	return said ?? `it ended with status ${status}.`;
}

/** What a run that failed has changed all the same, as one more sentence; empty if nothing. */
function doneText({ report }: Ended): string {
	const counts = (['removed', 'hashed', 'created', 'written'] as const).map((name) => ({
		name,
		count: report === undefined ? 0 : eventsOf(report, name).length,
	}));
	const done = counts.filter(({ count }) => count > 0);
	if (done.length === 0) return '';
	return `. Done all the same: ${done.map(({ name, count }) => `${count.toLocaleString('en-US')} ${name}`).join(', ')}.`;
}

/** What is said of a program that the user chose, which reports nothing. */
export function chosenEnded(what: string, offers: readonly Offer[]): Message {
	const text = `The ${what} that you chose has ended without an error; the output has what it did.`;
	return { severity: 'information', text, offers: [...offers, showOutput] };
}

/** What is asked before all failcounts are reset. */
export function zapQuestion(setup: SetupSummary): Question {
	const remote = setup.failing - setup.zappable;
	const kept = `${counted(remote, 'failcount')} from other servers ${remote === 1 ? 'is' : 'are'} kept`;
	return {
		title: `Zap ${counted(setup.zappable, 'failcount')} in ${setup.mirror ?? setup.home}?`,
		no: 'Keep Them',
		yes: 'Zap',
		detail: `Failed builds will be tried again; ${returning(setup.outOfRotation)}.`,
		...(remote > 0 && { kept }),
	};
}

function returning(count: number): string {
	return count === 0
		? 'no subarch had left the rotation'
		: `${counted(count, 'subarch returns', 'subarches return')} to the rotation`;
}

/**
 * All failcounts were reset.
 * @param setup how things were before
 */
export function zapped({ report }: Ended, { outOfRotation }: Pick<SetupSummary, 'outOfRotation'>): Message {
	if (report === undefined) return chosenEnded('zap', [nextBuildOffer]);
	const removed = eventsOf(report, 'removed').length;
	if (removed === 0) {
		return {
			severity: 'information',
			text: 'No failcount was above zero: nothing to zap.',
			offers: [nextBuildOffer],
		};
	}
	return {
		severity: 'information',
		text: `Zapped ${counted(removed, 'failcount')}; ${returning(outOfRotation)}.`,
		offers: [nextBuildOffer, showOutput],
	};
}

/** The failcount of one subarch was reset. `row` is how it was before. */
export function zappedOne(ended: Ended, row: Pick<Row, 'label' | 'status' | 'tags'>): Message {
	if (ended.report === undefined || eventsOf(ended.report, 'removed').length === 0) {
		return {
			severity: 'information',
			text: `${row.label} has no failcount: nothing to zap.`,
			offers: [nextBuildOffer],
		};
	}
	return {
		severity: 'information',
		text: `Zapped the failcount of ${row.label}; ${whereabouts(row)}.`,
		offers: [nextBuildOffer, showOutput],
	};
}

/** What the rotation makes of a subarch whose failcount is gone. */
function whereabouts({ status, tags }: Pick<Row, 'status' | 'tags'>): string {
	if (!tags.includes('local')) return 'it is not in the rotation: another server builds it';
	switch (status) {
		case 'out-of-rotation':
		case 'unreadable':
			return 'it returns to the rotation';
		case 'running':
			return 'it is being built';
		default:
			return 'it had not left the rotation';
	}
}

/** `index.xml` lies at the root of the mirror. */
export function indexWritten(mirror: string | undefined): Message {
	if (mirror === undefined)
		return { severity: 'information', text: 'Wrote index.xml.', offers: [showOutput] };
	const path = join(mirror, 'index.xml');
	return {
		severity: 'information',
		text: `Wrote ${path}.`,
		offers: [{ label: 'Open', command: commandIds.openFile, arguments: [path] }, showOutput],
	};
}

/** Which build is next and why, with what can be done about it. */
export function nextBuildAnswer(setup: SetupSummary): Message {
	const { next } = setup;
	if (next === undefined) return nothingToBuild(setup);
	const showInTree: Offer = {
		label: 'Show in Tree',
		command: commandIds.showInTree,
		arguments: [setup.home, next.rowId],
	};
	if (next.target === '') {
		return {
			severity: 'warning',
			text: `Next is ${placeOf(next)}, but map_build does not say what to build. ${next.reason}`,
			offers: [
				{ label: 'Open .buildbot', command: commandIds.openBuildbot, arguments: [setup.home] },
				showInTree,
			],
		};
	}
	const text = `${buildOf(next)} build of ${placeOf(next)}`;
	return {
		severity: 'information',
		text: `Next: ${text}. ${next.reason}`,
		offers: [
			{ label: 'Run It', command: commandIds.runNextBuild, arguments: [setup.home] },
			showInTree,
			{ label: 'Copy', command: commandIds.copyPath, arguments: [text] },
		],
	};
}

/** The reason is the server's; what can be done depends on it. */
function nothingToBuild(setup: SetupSummary): Message {
	const { idle, home, outOfRotation, missing } = setup;
	if (idle === undefined) {
		return {
			severity: 'information',
			text: 'What is next is not known yet.',
			offers: [{ label: 'Refresh', command: commandIds.refresh }],
		};
	}
	const create: Offer = {
		label: 'Create Directories…',
		command: commandIds.createDirectories,
		arguments: [home],
	};
	const open: Offer = { label: 'Open .buildbot', command: commandIds.openBuildbot, arguments: [home] };
	return {
		severity:
			idle.reason === 'nothing-stale' || idle.reason === 'all-in-progress' ? 'information' : 'warning',
		text: idle.text,
		offers: [
			...(outOfRotation > 0
				? [{ label: 'Zap Failcounts…', command: commandIds.zapFailcounts, arguments: [home] }]
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

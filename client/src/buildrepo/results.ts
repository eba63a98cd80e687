/** What a command says when its run of `buildrepo` has ended: what happened, and what to do next. */
import { join } from 'node:path';
import type { NextBuildSummary, Row, SetupSummary } from '../../../server/src/protocol/index.ts';
import { commandIds } from '../commands/commandIds.ts';
import { counted, type Message, type Offer, type Question } from '../message.ts';
import { nextBuild, showOutput, writeIndexXml } from '../offers.ts';
import { type Ended, type Outcome, outputText } from './outcome.ts';
import { percentOf } from './progressLine.ts';

/**
 * The message for a run that did not end with status 0; `undefined` for one that did. `what` names the command, for
 * instance `Generate Digests`; `remedy` is what may help where it failed.
 */
export function failure(what: string, outcome: Outcome, remedy?: Offer): Message | undefined {
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
			if (outcome.status === 0) return undefined;
			return {
				severity: 'error',
				text: `${what} failed: ${complaintOf(outcome)}`,
				offers: remedy === undefined ? [showOutput] : [remedy, showOutput],
			};
	}
}

/** `buildrepo` says in one line what is wrong and how to mend it; the last line is what ended it. */
function complaintOf(ended: Ended): string {
	const lines = ended.complaint
		.split('\n')
		.filter((line) => line.trim() !== '' && percentOf(line) === undefined);
	return lines.at(-1)?.replace(/^buildrepo: /, '') ?? `it ended with status ${ended.status}.`;
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
 * All failcounts were reset; Metro's own words on standard output name each file.
 * @param setup how things were before
 */
export function zapped(ended: Ended, { outOfRotation }: Pick<SetupSummary, 'outOfRotation'>): Message {
	const removed = countRemoved(ended);
	if (removed === 0) {
		return {
			severity: 'information',
			text: 'No failcount was above zero: nothing to zap.',
			offers: [nextBuild],
		};
	}
	return {
		severity: 'information',
		text: `Zapped ${counted(removed, 'failcount')}; ${returning(outOfRotation)}.`,
		offers: [nextBuild, showOutput],
	};
}

/** The failcount of one subarch was reset. `row` is how it was before. */
export function zappedOne(ended: Ended, row: Pick<Row, 'label' | 'status' | 'tags'>): Message {
	const { label, status, tags } = row;
	const wasOut = tags.includes('local') && (status === 'out-of-rotation' || status === 'unreadable');
	if (countRemoved(ended) === 0) {
		return {
			severity: 'information',
			text: `${label} has no failcount: nothing to zap.`,
			offers: [nextBuild],
		};
	}
	return {
		severity: 'information',
		text: `Failcount of ${label} cleared.${wasOut ? ' It returns to the rotation.' : ''}`,
		offers: [nextBuild, showOutput],
	};
}

function countRemoved(ended: Ended): number {
	return outputText(ended)
		.split('\n')
		.filter((line) => line.startsWith('Removing ')).length;
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

/** What was listed in the reviewed script is removed. */
export function cleaned(removals: number): Message {
	return {
		severity: 'information',
		text: `Removed what the script listed: ${counted(removals, 'entry', 'entries')}.`,
		offers: [writeIndexXml, showOutput],
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

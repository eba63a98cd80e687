/** What a command says when its run of `buildrepo` has ended: what happened, and what to do next. */
import { join } from 'node:path';
import type { NextBuildSummary, SetupSummary } from '../../../server/src/protocol.ts';
import { commandIds } from '../commands/commandIds.ts';
import { counted, type Message, type Offer } from '../message.ts';
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
				text: `${what} was cancelled. What was done until then stays.`,
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

/** What is asked before all failcounts are reset: the question, and what it means. */
export function zapQuestion(setup: SetupSummary): [question: string, detail: string] {
	const remote = setup.failing - setup.zappable;
	const stays =
		remote === 0
			? ''
			: ` ${counted(remote, 'failcount')} of other servers' builds ${remote === 1 ? 'stays' : 'stay'}.`;
	return [
		`Zap ${counted(setup.zappable, 'failcount')}?`,
		`All that failed here is tried again from the start; ${counted(setup.outOfRotation, 'subarch comes', 'subarches come')} back into the build rotation.${stays} The mirror is ${setup.mirror ?? setup.home}.`,
	];
}

/** All failcounts were reset; Metro's own words on standard output name each file. */
export function zapped(ended: Ended): Message {
	const removed = outputText(ended)
		.split('\n')
		.filter((line) => line.startsWith('Removing ')).length;
	if (removed === 0) {
		return {
			severity: 'information',
			text: 'No failcount was above zero: nothing to zap.',
			offers: [nextBuild],
		};
	}
	return {
		severity: 'information',
		text: `Zapped ${counted(removed, 'failcount')}: back in the build rotation.`,
		offers: [nextBuild, showOutput],
	};
}

/** The failcount of one subarch was reset. */
export function zappedOne(label: string): Message {
	return {
		severity: 'information',
		text: `Zapped the failcount of ${label}: it is back in the build rotation.`,
		offers: [nextBuild, showOutput],
	};
}

export function digestsGenerated(): Message {
	return {
		severity: 'information',
		text: 'Every archive has its hash file, and stale hash files are gone.',
		offers: [writeIndexXml, showOutput],
	};
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

function nothingToBuild(setup: SetupSummary): Message {
	const out = setup.outOfRotation;
	if (out === 0) {
		return {
			severity: 'information',
			text: 'Nothing to build now: all builds are up to date or in progress.',
			offers: [{ label: 'Refresh', command: commandIds.refresh }],
		};
	}
	return {
		severity: 'warning',
		text: `Nothing to build now; ${counted(out, 'subarch has', 'subarches have')} failed too often and left the rotation.`,
		offers: [{ label: 'Zap Failcounts', command: commandIds.zapFailcounts, arguments: [setup.home] }],
	};
}

/** The kind of a build, for instance `full + openvz`. */
function buildOf(next: NextBuildSummary): string {
	return [next.target, ...next.extras].join(' + ');
}

function placeOf({ build, arch, subarch }: NextBuildSummary): string {
	return `${build} / ${arch} / ${subarch}`;
}

/** What is said when a build has ended: what was found out about it, and no more. */
import * as l10n from '@vscode/l10n';
import type { FailureAnswer, RunningBuild } from '../../../server/src/protocol/index.ts';
import { commandIds } from '../commands/commandIds.ts';
import type { Message, Offer } from '../ui/message.ts';
import { numberText } from '../ui/numberText.ts';
import { nextBuildOffer } from '../ui/offers.ts';
import type { RowNode } from '../view/treeNode.ts';
import { type BuildTaskDefinition, buildTaskName, builtName } from './buildTaskDefinition.ts';

export interface BuildEnd {
	readonly definition: BuildTaskDefinition;
	/** The editor also reports 0 for a task that a signal ended. `undefined`: unknown. */
	readonly status: number | undefined;
	/** The user asked for its end. */
	readonly stopped: boolean;
	/** How long it took, in milliseconds. */
	readonly duration: number;
	/** The row of its subarch; `undefined` where it is not known what was built. */
	readonly node: RowNode | undefined;
	/** The day that its directory is named for. */
	readonly day: string;
	/** What the repository holds of that day: a complete build, an incomplete one, or nothing. */
	readonly found: 'complete' | 'incomplete' | 'nothing';
	/** Another build that holds the subarch now. */
	readonly holder: RunningBuild | undefined;
	/** What broke it, if its logs say. */
	readonly failure?: FailureAnswer;
}

/** True only if the build that ended is in the repository, complete. */
export function isBuilt({ definition, status, stopped, holder, found }: BuildEnd): boolean {
	const isOver = status === 0 || (status === undefined && holder === undefined);
	return definition.subarch !== undefined && isOver && !stopped && found === 'complete';
}

export function endMessage(end: BuildEnd): Message {
	const { definition, status, stopped, holder, found, day } = end;
	const name = builtName(definition);
	const terminal: Offer = {
		label: l10n.t('Show Terminal'),
		command: commandIds.showTerminal,
		arguments: [end.node, definition.subarch],
	};
	if (name === undefined) return endOfTask(definition, status, terminal);
	if (stopped) return endOfStopped(end, l10n.t('Stopped the build of {0}.', name), terminal);
	if (status !== 0 && holder !== undefined)
		return information(
			l10n.t('{0} is already being built {1}.', name, holderSince(holder)),
			logOffers({ ...end, found: 'nothing' }),
		);
	if (isBuilt(end))
		return information(l10n.t('Built {0} in {1}.', name, durationText(end.duration)), [nextBuildOffer]);
	if (status === 0) {
		return {
			severity: 'warning',
			text: l10n.t(
				'The build of {0} has ended, but the repository holds no complete build of {1}.',
				name,
				day,
			),
			offers: [...logOffers(end), terminal],
		};
	}
	if (status === undefined || status === 130)
		return endOfStopped(end, l10n.t('The build of {0} was interrupted.', name), terminal);
	if (status === 2) {
		return {
			severity: 'error',
			text: l10n.t('The build of {0} did not start; its terminal says why.', name),
			offers: [terminal],
		};
	}
	const failed = failureText(name, end.failure, durationText(end.duration));
	const noLog = l10n.t('It left no directory, and so no log: its terminal says why.');
	return {
		severity: 'error',
		text: found === 'nothing' ? `${failed} ${noLog}` : failed,
		offers: [...logOffers(end), terminal, nextBuildOffer],
	};
}

/** Says what a stopped build has left; `stopped` is a sentence. */
function endOfStopped(end: BuildEnd, stopped: string, terminal: Offer): Message {
	const { node, day, found, holder } = end;
	if (holder !== undefined) {
		const release: Offer = {
			label: l10n.t('Release Lock…'),
			command: commandIds.releaseLock,
			arguments: [node],
		};
		return {
			severity: 'warning',
			text: `${stopped} ${l10n.t('Its subarch is still locked {0}.', holderSince(holder))}`,
			offers: [release, terminal],
		};
	}
	const left = {
		// It may have been completed just before the stop, or by an earlier build of the same day.
		complete: l10n.t('The repository holds a complete build of {0}.', day),
		incomplete: l10n.t('The incomplete build of {0} stays: another build on that day continues there.', day),
		nothing: '',
	}[found];
	return information(`${stopped} ${left}`.trim(), [...logOffers(end), terminal]);
}

/** Only the terminal of a task that chooses what it builds shows that. */
function endOfTask(definition: BuildTaskDefinition, status: number | undefined, terminal: Offer): Message {
	const task = buildTaskName(definition);
	if (status === 0)
		return information(l10n.t('The task "{0}" has ended; its terminal says what it did.', task), [terminal]);
	if (status === undefined || status === 130)
		return information(l10n.t('The task "{0}" was interrupted.', task), [terminal]);
	return {
		severity: 'error',
		text: l10n.t('The task "{0}" failed (status {1}); its terminal says why.', task, status),
		offers: [terminal, nextBuildOffer],
	};
}

/** The log of that build and no other; its button names the day. */
function logOffers({ node, day, found, holder }: BuildEnd): readonly Offer[] {
	if (node === undefined) return [];
	if (holder !== undefined)
		return [{ label: l10n.t('Open Log'), command: commandIds.openLog, arguments: [node] }];
	if (found === 'nothing') return [];
	return [{ label: l10n.t('Open Log of {0}', day), command: commandIds.openLog, arguments: [node, day] }];
}

function information(text: string, offers: readonly Offer[]): Message {
	return { severity: 'information', text, offers };
}

/** `by process 1234 since 14:32`. */
export function holderSince({ holder, since }: RunningBuild): string {
	if (since === undefined) return l10n.t('by {0}', holder);
	const time = new Date(since).toLocaleString(undefined, {
		month: 'short',
		day: 'numeric',
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23',
	});
	return l10n.t('by {0} since {1}', holder, time);
}

/** With `debian-sources (compile) and 2 more`, as far as it is known what broke the build. */
function failureText(build: string, failure: FailureAnswer | undefined, after: string): string {
	if (failure === undefined) return l10n.t('Build of {0} failed after {1}.', build, after);
	const { target, name, phase, more } = failure;
	const first = `${name} (${phase})`;
	const what = more === 0 ? first : l10n.t('{0} and {1} more', first, numberText(more));
	return target === undefined
		? l10n.t('Build of {0} failed at {1}, after {2}.', build, what, after)
		: l10n.t('Build of {0} failed in {1}: {2}, after {3}.', build, target, what, after);
}

/** `12 s`, `1 min 28 s`, `2 h 5 min`. */
export function durationText(milliseconds: number): string {
	const seconds = Math.max(1, Math.round(milliseconds / 1000));
	if (seconds < 60) return `${seconds} s`;
	const minutes = Math.floor(seconds / 60);
	if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
	return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

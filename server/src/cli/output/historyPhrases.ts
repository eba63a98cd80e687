/** What the history records, as lines for people and as JSON. */
import { formatCivil, toCivil } from '../../base/civilTime.ts';
import { joinPath } from '../../base/posixPath.ts';
import type { BuildEnded, BuildStarted, DigestsWritten, HistoryEvent } from '../../history/event.ts';
import { type BuildFailure, diskUseText } from '../../repository/index.ts';

/** An event in one line: when, what, and what happened to it. */
export function eventLine(event: HistoryEvent, mirror: string): string {
	return `${formatCivil(toCivil(event.at))} ${pathOf(event, mirror)}: ${eventPhrase(event)}`;
}

/** The path of what an event happened to, as the user writes the mirror. */
function pathOf({ name }: HistoryEvent, mirror: string): string {
	return name === '' ? mirror : joinPath(mirror, name);
}

function eventPhrase(event: HistoryEvent): string {
	switch (event.kind) {
		case 'build-started':
			return `build of ${event.day} started${targetWords(event)}`;
		case 'build-ended':
			return endPhrase(event);
		case 'failcount':
			return event.from === undefined
				? `failcount is ${event.to}`
				: `failcount went from ${event.from} to ${event.to}`;
		case 'zapped':
			return event.from === undefined ? 'failcount zapped' : `failcount zapped, it was ${event.from}`;
		case 'removed':
			return `removed by clean, ${diskUseText(event.bytes)}B freed`;
		case 'digests':
			return digestsPhrase(event);
		case 'index':
			return 'written';
	}
}

function endPhrase(event: BuildEnded): string {
	const which = event.day === undefined ? 'build' : `build of ${event.day}`;
	const time = event.duration === undefined ? '' : ` after ${durationText(event.duration)}`;
	switch (event.result) {
		case 'succeeded':
			return `${which} succeeded${time}${targetWords(event)}`;
		case 'failed':
			return `${which} failed${time}${targetWords(event)}${event.failure ? `: ${failureWords(event.failure)}` : ''}`;
		case 'interrupted':
			return `${which} interrupted${time}`;
		case 'not-started':
			return `${which} did not start`;
	}
}

function targetWords({ target, extras }: Pick<BuildStarted | BuildEnded, 'target' | 'extras'>): string {
	return target === undefined ? '' : ` (${[target, ...(extras ?? [])].join(' + ')})`;
}

function failureWords({ target, name, phase, more }: BuildFailure): string {
	const where = target === undefined ? '' : ` of ${target}`;
	return `${name} in its ${phase} phase${where}${more === 0 ? '' : `, and ${more} more`}`;
}

function digestsPhrase({ hashed, repaired, removed, failed }: DigestsWritten): string {
	const parts: readonly (readonly [number, string])[] = [
		[hashed, 'archives hashed'],
		[repaired, 'hash files repaired'],
		[removed, 'leftover hash files removed'],
		[failed, 'failed'],
	];
	return parts
		.filter(([count]) => count > 0)
		.map(([count, what]) => `${count} ${what}`)
		.join(', ');
}

/** A span of milliseconds: `45 s`, `12 min`, `2 h 5 min`. */
function durationText(milliseconds: number): string {
	const seconds = Math.round(milliseconds / 1000);
	if (seconds < 60) return `${seconds} s`;
	const minutes = Math.round(seconds / 60);
	if (minutes < 60) return `${minutes} min`;
	return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** An event as JSON: times in UTC, spans in seconds, and null for what is unknown. */
export function eventJson(event: HistoryEvent, mirror: string): object {
	const at = `${new Date(event.at).toISOString().slice(0, 19)}Z`;
	return { at, kind: event.kind, path: pathOf(event, mirror), ...factsOf(event) };
}

function factsOf(event: HistoryEvent): object {
	switch (event.kind) {
		case 'build-started':
			return { day: event.day, target: event.target, extras: event.extras, host: event.host };
		case 'build-ended': {
			const { result, day, target, extras, duration, host, failure } = event;
			return {
				result,
				day: day ?? null,
				target: target ?? null,
				extras: extras ?? null,
				duration: duration === undefined ? null : duration / 1000,
				host: host ?? null,
				failure:
					failure === undefined
						? null
						: {
								target: failure.target ?? null,
								name: failure.name,
								ebuild: failure.ebuild ?? null,
								phase: failure.phase,
								more: failure.more,
							},
			};
		}
		case 'failcount':
			return { from: event.from ?? null, to: event.to };
		case 'zapped':
			return { from: event.from ?? null };
		case 'removed':
			return { what: event.what, bytes: event.bytes };
		case 'digests':
			return {
				hashed: event.hashed,
				repaired: event.repaired,
				removed: event.removed,
				failed: event.failed,
			};
		case 'index':
			return {};
	}
}

/** What the history records, as lines for people and as JSON. */
import { formatCivil, toCivil } from '../../base/civilTime.ts';
import { joinPath } from '../../base/posixPath.ts';
import type { HistoryEvent } from '../../history/event.ts';
import { eventPhrase } from '../../history/eventPhrase.ts';

/** An event in one line: when, what, and what happened to it. */
export function eventLine(event: HistoryEvent, mirror: string): string {
	return `${formatCivil(toCivil(event.at))} ${pathOf(event, mirror)}: ${eventPhrase(event)}`;
}

/** The path of what an event happened to, as the user writes the mirror. */
function pathOf({ name }: HistoryEvent, mirror: string): string {
	return name === '' ? mirror : joinPath(mirror, name);
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
		case 'published': {
			const { target, result, files, bytes, removed, reason } = event;
			return { target, result, files, bytes, removed, reason: reason ?? null };
		}
		case 'maintained':
			return { done: event.done, failed: event.failed, skipped: event.skipped };
		case 'linked':
			return { linked: event.linked, removed: event.removed };
		case 'upload-started':
			return { to: event.to, bytes: event.bytes };
		case 'upload-ended':
			return {
				to: event.to,
				result: event.result,
				bytes: event.bytes,
				duration: event.duration / 1000,
				reason: event.reason ?? null,
			};
		case 'index':
			return {};
	}
}

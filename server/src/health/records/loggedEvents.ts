/** The events of the history as sentences. */
import type { HistoryEvent } from '../../history/event.ts';
import { eventPhrase } from '../../history/eventPhrase.ts';
import type { LoggedEvent } from '../model/records.ts';
import { idOfName } from '../subarchId.ts';

/** More than anyone reads. */
const mostEvents = 500;

/** The newest first, bounded. */
export function loggedEvents(events: readonly HistoryEvent[]): readonly LoggedEvent[] {
	return events.slice(-mostEvents).toReversed().map(logged);
}

function logged(event: HistoryEvent): LoggedEvent {
	const subarch = idOfName(event.name);
	return {
		at: event.at,
		kind: event.kind,
		text: sentence(event),
		...(subarch !== undefined && { subarch }),
		tone: toneOf(event),
	};
}

/** Names are kept as they are written, even where a sentence begins with one. */
function sentence(event: HistoryEvent): string {
	const phrase = eventPhrase(event);
	switch (event.kind) {
		case 'removed':
			return `${event.name} was ${phrase}.`;
		case 'index':
			return `${event.name || 'index.xml of the subarches'} was written.`;
		case 'digests':
			return `Digests: ${phrase}.`;
		case 'upload-started':
		case 'upload-ended':
			return `${event.name}: ${phrase}.`;
		case 'linked':
			return `Links to the newest archives: ${phrase}.`;
		default:
			return `${phrase.slice(0, 1).toUpperCase()}${phrase.slice(1)}.`;
	}
}

function toneOf(event: HistoryEvent): LoggedEvent['tone'] {
	switch (event.kind) {
		case 'build-ended':
			if (event.result === 'succeeded') return 'good';
			return event.result === 'failed' ? 'bad' : 'neutral';
		case 'failcount':
			return event.to > (event.from ?? 0) ? 'bad' : 'good';
		case 'digests':
			return event.failed > 0 ? 'bad' : 'neutral';
		case 'published':
			return event.result === 'failed' ? 'bad' : 'neutral';
		case 'maintained':
			return event.failed.length > 0 ? 'bad' : 'neutral';
		case 'upload-ended':
			if (event.result === 'failed') return 'bad';
			return event.result === 'interrupted' ? 'neutral' : 'good';
		default:
			return 'neutral';
	}
}

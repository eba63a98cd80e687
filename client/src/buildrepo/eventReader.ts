/** Reads what `buildrepo --events` reports: one JSON object on each line of its standard output. */
import { type BuildrepoEvent, eventNames } from '../../../server/src/protocol/index.ts';
import { cutLines } from './lines.ts';

/** What a run has reported. */
export interface Report {
	/** In their order, without events of unknown names. */
	readonly events: readonly BuildrepoEvent[];
	/** The first line that is not an event; absent: all are. */
	readonly broken?: string;
}

export interface EventReader {
	/** Takes the next bytes of the stream. */
	take(bytes: Uint8Array): void;
	/** The stream has ended; a rest without a line end counts as a line. */
	end(): void;
	report(): Report;
}

/** @param onEvent called with each event as soon as its line is complete */
export function readEvents(onEvent: (event: BuildrepoEvent) => void): EventReader {
	const events: BuildrepoEvent[] = [];
	let broken: string | undefined;
	const lines = cutLines((line) => {
		const event = parseEvent(line);
		if (event === undefined) broken ??= line;
		else if (isKnown(event)) {
			events.push(event);
			onEvent(event);
		}
	});
	return {
		take: lines.take,
		end: lines.end,
		report: () => ({ events, ...(broken !== undefined && { broken }) }),
	};
}

/** The events of one name. */
export function eventsOf<Name extends BuildrepoEvent['event']>(
	report: Report,
	name: Name,
): Extract<BuildrepoEvent, { readonly event: Name }>[] {
	return report.events.filter(
		(event): event is Extract<BuildrepoEvent, { readonly event: Name }> => event.event === name,
	);
}

/** `undefined` if a line is not a JSON object with the name of an event. */
function parseEvent(line: string): { readonly event: string } | undefined {
	try {
		const value: unknown = JSON.parse(line);
		if (typeof value !== 'object' || value === null || !('event' in value)) return undefined;
		const { event } = value;
		return typeof event === 'string' ? { ...value, event } : undefined;
	} catch {
		return undefined;
	}
}

/** The program is of our own package: an event whose name is known has the shape that goes with it. */
function isKnown(value: { readonly event: string }): value is BuildrepoEvent {
	return eventNames.has(value.event);
}

/** What a code lens of the server does when it is chosen: shows its places beside the line. */
import { commands, Location, Position, Range, Uri } from 'vscode';
import type { Services } from '../services.ts';

interface SentPosition {
	readonly line: number;
	readonly character: number;
}

/** As the protocol has them; they come from our own server. */
interface SentLocation {
	readonly uri: string;
	readonly range: { readonly start: SentPosition; readonly end: SentPosition };
}

export async function showReferences(
	_services: Services,
	uri: unknown,
	position: unknown,
	places: unknown,
): Promise<void> {
	if (typeof uri !== 'string' || !Array.isArray(places)) return;
	const locations = (places as readonly SentLocation[]).map(
		(place) =>
			new Location(
				Uri.parse(place.uri),
				new Range(positionOf(place.range.start), positionOf(place.range.end)),
			),
	);
	await commands.executeCommand(
		'editor.action.showReferences',
		Uri.parse(uri),
		positionOf(position as SentPosition),
		locations,
	);
}

function positionOf({ line, character }: SentPosition): Position {
	return new Position(line, character);
}

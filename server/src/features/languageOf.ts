/** Which language a document is in. */
import { baseNameOf } from '../base/posixPath.ts';

/** The language ids that the server knows. */
export type MetroLanguage = 'metro' | 'metro-buildbot';

/** Directories of an installation that hold configuration: files named `.conf`, `.spec` or without an ending. */
const configPlaces: readonly RegExp[] = [
	/\/etc\/builds\/(?:.+\/)?[^/]+\.conf$/,
	/\/etc\/fslayouts\/[^/]+\/(?:[^/]+\.conf|type\/[^/]+)$/,
	/\/etc\/multi-targets\/[^.]+$/,
	/\/etc\/master\.conf$/,
	/\/targets\/[^/]+\/(?:.+\/)?[^/]+\.spec$/,
	/\/targets\/[^/]+\/(?:snapshot\/(?:source|type)|source\/[^/]+\/strategy)\/[^.]+$/,
	/\/subarch\/[^/]+\.spec$/,
];

/** First lines that only Metro's configuration has: other languages have `[section]` and `[section "name"]`. */
const firstLine = /^\[(?:section|collect|when) +[^\s"'\]]|^\[option +parse\//;

/**
 * The language of a document: by the editor's language id if it is one of ours, else by its name, its place in an
 * installation, or its first line. `undefined` for other documents.
 */
export function languageOf(languageId: string, uri: string, text = ''): MetroLanguage | undefined {
	if (languageId === 'metro' || languageId === 'metro-buildbot') return languageId;
	const path = decoded(uri);
	const name = baseNameOf(path);
	if (name === '.buildbot') return 'metro-buildbot';
	if (name === '.metro' || name.endsWith('.metro') || name === 'metro.conf') return 'metro';
	if (configPlaces.some((place) => place.test(path)) && !path.includes('/fsroot/')) return 'metro';
	return firstLine.test(text) ? 'metro' : undefined;
}

function decoded(uri: string): string {
	try {
		return decodeURIComponent(uri);
	} catch {
		return uri;
	}
}

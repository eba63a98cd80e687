/** Which language a document is in. */
import { baseNameOf } from '../base/posixPath.ts';

/** The languages the server knows, by the names editors send. */
export type MetroLanguage = 'metro' | 'metro-buildbot';

/** Where an installation of Metro keeps configuration: below one of these, `.conf` or `.spec` or no ending. */
const configPlaces: readonly RegExp[] = [
	/\/etc\/builds\/(?:.+\/)?[^/]+\.conf$/,
	/\/etc\/fslayouts\/[^/]+\/(?:[^/]+\.conf|type\/[^/]+)$/,
	/\/etc\/multi-targets\/[^.]+$/,
	/\/etc\/master\.conf$/,
	/\/targets\/[^/]+\/(?:.+\/)?[^/]+\.spec$/,
	/\/targets\/[^/]+\/(?:snapshot\/(?:source|type)|source\/[^/]+\/strategy)\/[^.]+$/,
	/\/subarch\/[^/]+\.spec$/,
];

/** Lines that only Metro's configuration begins with: other languages have a `[section]` and a `[section "name"]`. */
const firstLine = /^\[(?:section|collect|when) +[^\s"'\]]|^\[option +parse\//;

/**
 * Which language a document is in: by the editor's own word for it where that is ours, else by its name, its place in an
 * installation, or its first line. Undefined for documents that are none of ours.
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

/** build-info.json: what Metro extracted from a build (CFLAGS and such), as attributes for index.xml. */
import { decodeUtf8 } from '../base/text.ts';
import { isAttributeName } from './indexTree/indexTree.ts';

export interface BuildInfo {
	/** In the order of the file. */
	readonly attributes: readonly (readonly [name: string, value: string])[];
	/** What could not be used, each as a clause that follows the file's path. */
	readonly complaints: readonly string[];
}

/**
 * Parses the content of a build-info.json. Values other than strings become text; names that XML cannot hold are left
 * out; anything but a JSON object has no attributes. Each of these is a complaint.
 */
export function parseBuildInfo(content: Uint8Array): BuildInfo {
	const decoded = decodeUtf8(content);
	if (decoded.kind !== 'text') return { attributes: [], complaints: ['is not UTF-8'] };
	const value = parseJson(decoded.text);
	if (value === undefined) return { attributes: [], complaints: ['is not JSON'] };
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		return { attributes: [], complaints: ['is not a JSON object'] };
	}
	const attributes: (readonly [string, string])[] = [];
	const complaints: string[] = [];
	for (const [name, member] of Object.entries(value)) {
		if (!isAttributeName(name)) complaints.push(`has a key that XML cannot hold: ${JSON.stringify(name)}`);
		else if (typeof member === 'string') attributes.push([name, member]);
		else attributes.push([name, JSON.stringify(member)]);
	}
	return { attributes, complaints };
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

/**
 * What `fails` of 2024 says of a failure: the first entry of the newest build's `errors.json`.
 * Metro: the scan and `fails` in scripts/buildrepo (macaroni-os/metro d7996c1).
 */
import { FileError, type FileReader } from '../../base/fileSystem.ts';
import { isRecord, parsePythonJson } from '../../base/json.ts';
import { decodeUtf8 } from '../../base/text.ts';
import { countOf, type Subarch } from '../model.ts';

export interface FirstError {
	/** `ebuild/phase`, such as `dev-lang/rust-1.79.0/compile`; `undefined` if the file names none. */
	readonly text: string | undefined;
	/** Why the file cannot be used: a sentence that names it. */
	readonly note?: string;
}

const none: FirstError = { text: undefined };

/** Reads it if the subarch has a failcount; only the newest build counts, complete or not. */
export async function firstErrorOf(subarch: Subarch, files: FileReader): Promise<FirstError> {
	if (countOf(subarch) === 0) return none;
	const newest = subarch.builds.reduce<Subarch['builds'][number] | undefined>(
		(last, build) => (last === undefined || build.date > last.date ? build : last),
		undefined,
	);
	if (newest === undefined) return none;
	const path = `${newest.path}/log/errors.json`;
	try {
		const content = await files.read(path);
		return content === undefined ? none : readFirst(path, content);
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		return { text: undefined, note: `unreadable errors ${error.message}` };
	}
}

function readFirst(path: string, content: Uint8Array): FirstError {
	const decoded = decodeUtf8(content);
	const list = decoded.kind === 'text' ? parsePythonJson(decoded.text) : undefined;
	const first: unknown = Array.isArray(list) ? list[0] : undefined;
	if (isRecord(first) && typeof first.ebuild === 'string') {
		const { ebuild, phase } = first;
		if (typeof phase === 'string') return { text: `${ebuild}/${phase}` };
		return { text: ebuild, note: `${path} names no phase for ${ebuild}` };
	}
	return { text: undefined, note: `${path} is not a list of failed packages` };
}

/** The files that a log names, where they are now: Portage names them as seen from inside the directory it was run in. */
import type { FileReader } from '../../base/fileSystem.ts';
import { undefinedIfUnreadable } from '../../base/fileSystem.ts';
import { directoryOf } from '../../base/posixPath.ts';
import type { LogOutline } from './logOutline.ts';

/** A part of a line that names a file or directory. */
export interface LogLink {
	readonly line: number;
	readonly start: number;
	readonly end: number;
	/** Absolute, on this machine. */
	readonly path: string;
	readonly isDirectory: boolean;
}

/** At most this many names are looked for. */
const mostLinks = 60;

/** Portage's lines that end with a path in quotes, and Metro's line about its list of failures. */
const quotedPath =
	/^ \* (?:The complete build log is located at|The ebuild environment file is located at|Working directory:|S:) '(\/[^']+)'/;
const errorsPath = /^Detected failed ebuilds\.\.\. writing to (\/\S+?)\.?$/;

/** Finds those that exist. `path` is that of the log. */
export async function findLogLinks(
	path: string,
	lines: readonly string[],
	outline: LogOutline,
	files: FileReader,
): Promise<readonly LogLink[]> {
	const links: LogLink[] = [];
	let looked = 0;
	const add = async (line: number, word: string, candidates: readonly string[]): Promise<void> => {
		if (looked++ >= mostLinks) return;
		for (const candidate of candidates) {
			const status = await undefinedIfUnreadable(() => files.status(candidate));
			if (status?.kind !== 'file' && status?.kind !== 'directory') continue;
			const start = lines[line]?.indexOf(word) ?? -1;
			if (start === -1) return;
			links.push({
				line,
				start,
				end: start + word.length,
				path: candidate,
				isDirectory: status.kind === 'directory',
			});
			return;
		}
	};
	for (const { line, ebuild } of outline.failures)
		await add(line, ebuild, await ebuildPaths(rootAt(outline, line), ebuild, files));
	for (const [line, text] of lines.entries()) {
		if (looked >= mostLinks) break;
		const inside = text.startsWith(' * ') ? quotedPath.exec(text)?.[1] : undefined;
		const outside = text.startsWith('Detected ') ? errorsPath.exec(text)?.[1] : undefined;
		if (outside !== undefined) await add(line, outside, [outside]);
		if (inside === undefined) continue;
		// Metro of 2024 keeps a copy of the package's log beside its own.
		const copy = inside.endsWith('/build.log') ? [`${directoryOf(path)}/build.log`] : [];
		await add(line, inside, [`${rootAt(outline, line)}${inside}`, ...copy]);
	}
	return links.sort((a, b) => a.line - b.line || a.start - b.start);
}

/** The root directory of the command that wrote a line; empty: this machine's own. */
function rootAt({ roots }: LogOutline, line: number): string {
	return roots.findLast((root) => root.line < line)?.path.replace(/\/+$/, '') ?? '';
}

/** Where the ebuild of a package may be, by where Metro and Funtoo have kept their trees. */
async function ebuildPaths(root: string, ebuild: string, files: FileReader): Promise<string[]> {
	const [category = '', full = ''] = ebuild.replace(/::.*$/, '').split('/');
	const name = full.replace(/-\d[^-]*(-r\d+)?$/, '');
	const kits = `${root}/var/git/meta-repo/kits`;
	const found = (await undefinedIfUnreadable(() => files.list(kits))) ?? [];
	const trees = [
		`${root}/usr/portage`,
		`${root}/var/db/repos/gentoo`,
		...found.slice(0, 200).map((kit) => `${kits}/${kit.name}`),
	];
	return trees.map((tree) => `${tree}/${category}/${name}/${full}.ebuild`);
}

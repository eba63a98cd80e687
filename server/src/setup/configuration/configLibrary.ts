/** The configuration files of a set-up: those of the installation, collected or not, `.metro`, and the files it collects. */
import { FileError, type FileReader, undefinedIfUnreadable } from '../../base/fileSystem.ts';
import { nameBelow } from '../../base/posixPath.ts';
import type { ParsedFile } from '../../flexdata/index.ts';
import { type InstalledNames, noNames } from '../installation/installedNames.ts';

export interface ConfigLibrary {
	/** Parsed files by path. A file that links lead to is listed once, by its real path. */
	readonly files: ReadonlyMap<string, ParsedFile>;
	/** The path under which the library has a file; for other files, the path itself. */
	canonical(path: string): string;
	/** Every path by which a file of the library can be reached. */
	readonly paths: readonly string[];
	/** Texts of Metro's own program, by path (see `readScripts`). */
	readonly scripts: ReadonlyMap<string, string>;
	/** What the installation has, by every path its files are reached by. */
	readonly names: InstalledNames;
	/** True if the whole installation was read: then keys that the library does not define are not defined anywhere. */
	readonly complete: boolean;
}

/** The library of a file without a set-up. */
export const noLibrary: ConfigLibrary = {
	files: new Map(),
	canonical: (path) => path,
	paths: [],
	scripts: new Map(),
	names: noNames,
	complete: false,
};

/** Where an installation keeps configuration. */
export interface ConfigPaths {
	/** Absolute, in the order of the directories. */
	readonly paths: readonly string[];
	/** Paths through links, with the paths they mean. */
	readonly aliases: ReadonlyMap<string, string>;
	/** Where the installation really is, if a link leads to it. */
	readonly home: string;
	/** False if a directory could not be read, or there are more files than are looked for: what is not found may be there. */
	readonly isWhole: boolean;
}

/** The parts of an installation that hold configuration. */
const rooms = ['etc', 'features', 'subarch', 'targets'] as const;

/** Directories in there that hold something else: files that are copied into a build. */
const otherThings: ReadonlySet<string> = new Set(['fsroot', 'keys']);

const mostFiles = 10_000;
const deepest = 12;

/** The configuration files below `install`, `undefined` if there is no installation. What cannot be read is left out. */
export async function findConfigFiles(
	install: string,
	files: FileReader,
	signal: AbortSignal,
): Promise<ConfigPaths | undefined> {
	const paths: string[] = [];
	const aliases = new Map<string, string>();
	const home = (await undefinedIfUnreadable(() => files.realPath(install))) ?? install;
	const meant = async (path: string): Promise<string> => {
		const real = await undefinedIfUnreadable(() => files.realPath(path));
		if (real === undefined) return path;
		return pathMoved(real, home, install);
	};

	let isWhole = true;
	const orUnknown = async <T>(ask: () => Promise<T>): Promise<T | undefined> => {
		try {
			return await ask();
		} catch (error) {
			if (!(error instanceof FileError)) throw error;
			isWhole = false;
			return undefined;
		}
	};
	const walk = async (directory: string, linked: boolean, depth: number): Promise<boolean> => {
		const entries = await orUnknown(() => files.list(directory));
		if (entries === undefined) return false;
		for (const { name, kind: ownKind } of entries) {
			signal.throwIfAborted();
			// Links may lead round in circles.
			if (depth > deepest && linked) break;
			if (depth > deepest || paths.length >= mostFiles) {
				isWhole = false;
				break;
			}
			const path = `${directory}/${name}`;
			const isLink = linked || ownKind === 'link';
			const kind = ownKind === 'link' ? (await orUnknown(() => files.status(path)))?.kind : ownKind;
			if (kind === 'directory' && !otherThings.has(name) && !name.startsWith('.')) {
				await walk(path, isLink, depth + 1);
			} else if (kind === 'file' && isConfigName(name)) {
				const real = isLink ? await meant(path) : path;
				if (real !== path) aliases.set(path, real);
				paths.push(real);
			}
		}
		return true;
	};

	let found = false;
	for (const room of rooms) found = (await walk(`${install}/${room}`, false, 0)) || found;
	return found ? { paths: [...new Set(paths)], aliases, home, isWhole } : undefined;
}

/** `path` with `to` in place of `from`, if it lies below that. */
export function pathMoved(path: string, from: string, to: string): string {
	const name = nameBelow(path, from);
	return name === undefined ? path : `${to}/${name}`;
}

/** True for names that configuration has in an installation: `.conf`, `.spec`, or no ending at all. */
function isConfigName(name: string): boolean {
	if (name.startsWith('.') || name.endsWith('~') || name.startsWith('README')) return false;
	return !name.includes('.') || /\.(?:conf|spec)$/.test(name);
}

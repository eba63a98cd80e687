/** What an installation of Metro offers: its builds, arches, modes and targets, and the facts of its subarches. */
import type { FileReader } from '../../base/fileSystem.ts';
import type { ReadText } from '../../base/readText.ts';
import { type PlainElement, parse } from '../../flexdata/index.ts';
import { findConfigFiles } from '../configuration/configLibrary.ts';
import { type InstalledNames, installedNamesIn, noNames } from './installedNames.ts';
import { type NamedFiles, namedFilesIn, noNamedFiles } from './namedFiles.ts';

/** A subarch as its file in the installation describes it; values as written. */
export interface InstalledSubarch {
	readonly name: string;
	readonly arch?: string;
	readonly cflags?: string;
	readonly chost?: string;
	readonly use?: readonly string[];
}

export interface Installation {
	/** Where it really is, if a link leads to it; `undefined`: there is none. */
	readonly home: string | undefined;
	readonly names: InstalledNames;
	readonly subarches: readonly InstalledSubarch[];
	readonly files: NamedFiles;
	/** False if some of it could not be read: what is not found may be there. */
	readonly isWhole: boolean;
}

export const noInstallation: Installation = {
	home: undefined,
	names: noNames,
	subarches: [],
	files: noNamedFiles,
	isWhole: true,
};

/** Reads the installation in `install` (absolute); leaves out what cannot be read. */
export async function readInstallation(
	install: string,
	files: FileReader,
	read: ReadText,
	signal: AbortSignal,
): Promise<Installation> {
	const found = await findConfigFiles(install, files, signal);
	if (found === undefined) return noInstallation;
	const paths = [...found.paths, ...found.aliases.keys()];
	const names = installedNamesIn(install, paths);
	const subarches = await Promise.all(
		names.subarches.map(async (name): Promise<InstalledSubarch> => {
			const file = await read(`${install}/subarch/${name}.spec`);
			return file.kind === 'text' ? { name, ...factsIn(file.text) } : { name };
		}),
	);
	const namedFiles = namedFilesIn(install, paths, (path) => found.aliases.get(path) ?? path);
	return { home: found.home, names, subarches, files: namedFiles, isWhole: found.isWhole };
}

/** The facts of a subarch file, by the keys that Metro's builds read; values that refer to others are left out. */
function factsIn(text: string): Omit<InstalledSubarch, 'name'> {
	const elements = parse(text).nodes.filter((node): node is PlainElement => node.kind === 'element');
	const value = (key: string): string | undefined => {
		const written = elements.find((element) => element.key === key)?.value.text.trim();
		return written === '' || written?.includes('$[') ? undefined : written;
	};
	const [arch, cflags, chost, use] = [
		'target/arch_desc',
		'portage/CFLAGS',
		'portage/CHOST',
		'portage/HOSTUSE',
	].map(value);
	return {
		...(arch !== undefined && { arch }),
		...(cflags !== undefined && { cflags }),
		...(chost !== undefined && { chost }),
		...(use !== undefined && { use: use.split(/\s+/) }),
	};
}

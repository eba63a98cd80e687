/** What a name in `.buildbot` stands for: files of the installation, and directories in the mirror. */

import { append } from '../../../base/collections.ts';
import { memoizeWeak } from '../../../base/memoize.ts';
import { rowIdOf } from '../../../health/subarchId.ts';
import type { Repository } from '../../../repository/index.ts';
import type { BuildbotContext } from '../../../setup/buildbot/buildbotContext.ts';
import type { KindOfName } from '../../../setup/installation/namedFiles.ts';

/** The command of the client that shows a row of the tree; its arguments are the home and the row. */
const showRowCommand = 'metro.showInTree';

/** How an editor opens things. */
export interface EditorLinks {
	/** The editor's URI for a file. */
	uriOf(path: string): string;
	/** The editor has our commands; it may then be unable to open a directory. */
	hasCommands(): boolean;
}

/** A `build.conf`, a spec, or another file; a mode may be a target as well. */
export function filesNamed(what: KindOfName, { files }: BuildbotContext): readonly string[] {
	if (what.kind !== 'modes') return files.of(what);
	return [...files.of(what), ...files.of({ ...what, kind: 'targets' })];
}

/** Directories below the mirror by `kind name`, absolute, as scanned. */
const directories = memoizeWeak(
	({ mirror, subarches }: Repository): ReadonlyMap<string, readonly string[]> => {
		const found = new Map<string, string[]>();
		const seen = new Set<string>();
		for (const { build, arch, subarch, path } of subarches) {
			for (const [key, directory] of [
				[`builds ${build}`, `${mirror}/${build}`],
				[`arches ${arch}`, `${mirror}/${build}/${arch}`],
				[`subarches ${subarch}`, path],
			] as const) {
				if (seen.has(directory)) continue;
				seen.add(directory);
				append(found, key, directory);
			}
		}
		return found;
	},
);

/** The directories that a name has in the mirror, absolute; none before it has been scanned. */
export function directoriesNamed(
	{ kind, name }: KindOfName,
	{ scanned }: BuildbotContext,
): readonly string[] {
	return scanned === undefined ? [] : (directories(scanned.repository).get(`${kind} ${name}`) ?? []);
}

/** The URI that leads to a directory of the mirror: its row in the tree where there is one, else the directory itself. */
export function directoryLink(
	directory: string,
	{ scanned }: BuildbotContext,
	{ uriOf, hasCommands }: EditorLinks,
): string | undefined {
	if (scanned === undefined || !directory.isWellFormed()) return undefined;
	if (!hasCommands()) return uriOf(directory);
	const row = rowIdOf(scanned.repository, directory);
	return `command:${showRowCommand}?${encodeURIComponent(JSON.stringify([scanned.home, row]))}`;
}

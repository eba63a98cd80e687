/** Finds the installation from `.metro` alone, since an installation cannot name its own place. */
import { directoryOf, resolvePath } from '../../base/posixPath.ts';
import type { ReadText } from '../../base/readText.ts';
import { collectSettings, lookUp, type ParsedFile } from '../../flexdata/index.ts';

/** `path/install` without slashes at its end; `undefined`: not set, or not absolute. `metroFile` is absolute. */
export async function findInstall(
	metroFile: string,
	read: ReadText,
	parse?: (path: string, text: string) => ParsedFile | Promise<ParsedFile>,
	signal?: AbortSignal,
): Promise<string | undefined> {
	const collection = await collectSettings(
		{
			config: metroFile,
			arguments: new Map(),
			directory: directoryOf(metroFile),
			dialect: '2015',
			read: async (path) => (path === metroFile ? read(path) : { kind: 'missing' }),
			keepGoing: true,
			...(parse !== undefined && { parse }),
		},
		signal,
	);
	const answer = lookUp(collection, 'path/install');
	if (answer.kind !== 'answer' || answer.outcome.kind !== 'text') return undefined;
	return answer.outcome.text.startsWith('/') ? answer.outcome.text.replace(/(?<=.)\/+$/, '') : undefined;
}

/**
 * Whether this Metro takes a file that `<<` names as it is, as since October 2022, or cuts the last character off every line,
 * whether or not it is a newline. The text of the installation's own parser decides; without an installation, Metro cuts.
 */
export async function takesWholeFiles(install: string | undefined, read: ReadText): Promise<boolean> {
	if (install === undefined) return false;
	const parser = await read(resolvePath(install, 'modules/flexdata.py'));
	return parser.kind === 'text' && /\.read\(\)\.strip\(\)/.test(parser.text);
}

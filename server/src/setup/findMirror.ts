/** Whether a set-up's mirror exists and can be read. */
import { FileError, type FileReader } from '../base/fileSystem.ts';
import type { Setup } from './loadSetup.ts';
import { lineAndColumn, type SetupTrouble, type SetupTroubleKind, setupTrouble } from './setupTrouble.ts';

/** The trouble with a set-up's mirror, at the place that names it; `undefined` if there is none. */
export async function mirrorTrouble(
	setup: Pick<Setup, 'files' | 'configuration' | 'mirror'>,
	files: FileReader,
): Promise<SetupTrouble | undefined> {
	const { mirror } = setup;
	const { metroFile } = setup.files;
	if (mirror === undefined) {
		return setupTrouble(
			'no-mirror',
			metroFile,
			`${metroFile} does not set path/mirror: add [section path/mirror] and a line ": /where/stages/are/kept"`,
		);
	}
	const named = namedIn(setup);
	const trouble = (kind: SetupTroubleKind, message: string): SetupTrouble =>
		setupTrouble(kind, named.path, message, named.place);
	try {
		const status = await files.status(mirror);
		if (status === undefined) {
			const message = `The mirror ${mirror} does not exist: create it, mount it, or correct ${named.where}`;
			return trouble('no-mirror', message);
		}
		if (status.kind !== 'directory')
			return trouble('bad-mirror', `The mirror ${mirror} is not a directory: correct ${named.where}`);
		await files.list(mirror);
		return undefined;
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		return trouble(
			'bad-mirror',
			`The mirror ${mirror} cannot be read (${error.message}): check its permissions`,
		);
	}
}

/** What names the mirror, in words and as a place. */
function namedIn({ files, configuration }: Pick<Setup, 'files' | 'configuration'>): {
	readonly where: string;
	readonly path: string;
	readonly place?: SetupTrouble['place'];
} {
	const { metroFile } = files;
	if (files.mirror !== undefined) return { where: '--mirror', path: metroFile };
	const { plain, texts } = configuration?.collection ?? {};
	const origin = plain?.get('path/mirror')?.origin;
	if (origin?.kind !== 'file') return { where: `path/mirror in ${metroFile}`, path: metroFile };
	const { path, element } = origin;
	const text = texts?.get(path);
	if (text?.kind !== 'text') return { where: `path/mirror in ${path}`, path };
	const place = lineAndColumn(text.text, element.nameSpan.start);
	return { where: `path/mirror in ${path} line ${place.line + 1}`, path, place };
}

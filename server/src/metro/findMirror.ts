/** Whether a set-up's mirror is there and can be read. */
import { FileError, type FileReader } from '../base/fileSystem.ts';
import { type SetupTrouble, setupTrouble } from './setupTrouble.ts';

/** What is wrong with the mirror at `mirror`, `undefined` if nothing is. `metroFile` is where it is set. */
export async function mirrorTrouble(
	mirror: string | undefined,
	metroFile: string,
	files: FileReader,
): Promise<SetupTrouble | undefined> {
	if (mirror === undefined) {
		return setupTrouble(
			'no-mirror',
			metroFile,
			`${metroFile} does not set path/mirror: add [section path/mirror] and a line ": /where/stages/are/kept"`,
		);
	}
	try {
		const status = await files.status(mirror);
		if (status === undefined) {
			return setupTrouble(
				'no-mirror',
				metroFile,
				`The mirror ${mirror} does not exist: create it, mount it, or correct path/mirror in ${metroFile}`,
			);
		}
		if (status.kind !== 'directory') {
			return setupTrouble(
				'bad-mirror',
				metroFile,
				`The mirror ${mirror} is no directory: correct path/mirror in ${metroFile}`,
			);
		}
		await files.list(mirror);
		return undefined;
	} catch (error) {
		if (!(error instanceof FileError)) throw error;
		const message = `The mirror ${mirror} cannot be read (${error.message}): check its permissions`;
		return setupTrouble('bad-mirror', metroFile, message);
	}
}

/** A file together with its set-up: the input of checkFileInSetup and its parts. */
import type { ParsedFile } from '../flexdata/index.ts';
import type { MetroVersion } from '../setup/configuration/configKeys.ts';
import type { ConfigLibrary } from '../setup/configuration/configLibrary.ts';
import type { Evaluation } from '../setup/configuration/evaluation.ts';

export interface FileInSetup {
	readonly path: string;
	readonly file: ParsedFile;
	readonly library: ConfigLibrary;
	readonly evaluation: Evaluation;
	readonly version: MetroVersion;
}

/** A file together with the set-up it belongs to: what the checks of a set-up are given. */
import type { ParsedFile } from '../flexdata/index.ts';
import type { MetroVersion } from '../setup/configKeys.ts';
import type { ConfigLibrary } from '../setup/configLibrary.ts';
import type { Evaluation } from '../setup/evaluation.ts';

export interface FileInSetup {
	readonly path: string;
	readonly file: ParsedFile;
	readonly library: ConfigLibrary;
	readonly evaluation: Evaluation;
	readonly version: MetroVersion;
}

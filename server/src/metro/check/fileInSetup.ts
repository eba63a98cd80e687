/** A file together with the set-up it belongs to: what the checks of a set-up are given. */
import type { ParsedFile } from '../../flexdata/index.ts';
import type { MetroVersion } from '../configKeys.ts';
import type { ConfigLibrary } from '../configLibrary.ts';
import type { Evaluation } from '../evaluation.ts';

export interface FileInSetup {
	readonly path: string;
	readonly file: ParsedFile;
	readonly library: ConfigLibrary;
	readonly evaluation: Evaluation;
	readonly version: MetroVersion;
}

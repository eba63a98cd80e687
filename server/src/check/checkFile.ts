/** All checks of one file without its set-up. */
import { inTextOrder } from '../base/span.ts';
import { finish, type Work } from '../base/work.ts';
import type { ParsedFile } from '../flexdata/index.ts';
import type { MetroVersion } from '../setup/configuration/configKeys.ts';
import type { ConfigLibrary } from '../setup/configuration/configLibrary.ts';
import { checkForms } from './checkForms.ts';
import { checkKeys } from './checkKeys.ts';
import { checkLines } from './checkLines.ts';
import { checkValues } from './checkValues.ts';
import { checkWords } from './checkWords.ts';
import type { Finding } from './finding.ts';

/**
 * The findings in a file, in the order of the text.
 * @param path absolute path of the file, if it has one
 * @param library the set-up that the file belongs to, whose installation lists the possible values; absent: none
 */
export function checkFile(...of: Parameters<typeof checkFileWork>): Finding[] {
	return finish(checkFileWork(...of));
}

/** The same as work. */
export function* checkFileWork(
	file: ParsedFile,
	path: string | undefined,
	version: MetroVersion,
	library?: ConfigLibrary,
): Work<Finding[]> {
	return inOrder([
		...(yield* checkLines(file)),
		...(yield* checkValues(file)),
		...(yield* checkKeys(file, path, version, library)),
		...(yield* checkWords(file, version, library)),
		...(yield* checkForms(file, library)),
	]);
}

/** Findings by the place where they start. */
export function inOrder(findings: readonly Finding[]): Finding[] {
	return findings.toSorted((a, b) => inTextOrder(a.span, b.span));
}

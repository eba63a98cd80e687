/** All findings in a document, with and without its set-up. */
import { checkFile, inOrder } from '../../metro/check/checkFile.ts';
import { checkRun, milderThanStop } from '../../metro/check/checkRun.ts';
import { checkSetup } from '../../metro/check/checkSetup.ts';
import type { Finding } from '../../metro/check/finding.ts';
import type { ConfigLibrary } from '../../metro/configLibrary.ts';
import type { Evaluation } from '../../metro/evaluation.ts';
import type { DocumentView } from '../documentView.ts';
import { parsedFile } from './flexdataDocument.ts';
import type { SettingsContext } from './settingsContext.ts';

/** More than anybody reads, and than an editor draws in time. */
const mostFindings = 5000;

interface Found extends Pick<SettingsContext, 'evaluation' | 'version' | 'isPlanned'> {
	readonly findings: Promise<readonly Finding[]>;
}

const remembered = new WeakMap<DocumentView, Found>();

/** Found once for a version of the document and of its set-up: diagnostics and fixes ask for the same. */
export function findingsIn(document: DocumentView, context: SettingsContext): Promise<readonly Finding[]> {
	const { evaluation, version, isPlanned } = context;
	const known = remembered.get(document);
	if (known?.evaluation === evaluation && known?.version === version && known?.isPlanned === isPlanned)
		return known.findings;
	const findings = find(document, context);
	remembered.set(document, { evaluation, version, isPlanned, findings });
	return findings;
}

async function find(document: DocumentView, context: SettingsContext): Promise<readonly Finding[]> {
	const { evaluation, library, version } = context;
	const file = parsedFile(document);
	const alone = checkFile(file, document.path, version, library);
	if (evaluation === undefined || document.path === undefined) return alone.slice(0, mostFindings);
	const path = library.canonical(document.path);
	const together = await checkSetup({ path, file, library, evaluation, version });
	const stops = context.isPlanned ? await stopsIn(path, evaluation, library) : [];
	const rest = together.filter(
		({ code, span }) => !isMilder(code) || !stops.some((stop) => stop.span.start === span.start),
	);
	return inOrder([...alone, ...stops, ...rest]).slice(0, mostFindings);
}

/** Where the run that is evaluated stops in this file. */
async function stopsIn(path: string, evaluation: Evaluation, library: ConfigLibrary): Promise<Finding[]> {
	const found = await checkRun(evaluation, library);
	return found.flatMap(({ path: at, finding }) => (at === path ? [finding] : []));
}

function isMilder(code: string): boolean {
	return milderThanStop.some((one) => one === code);
}

/** All findings in a document, with and without its set-up. */
import { type CancelSignal, neverCancelled } from '../../base/cancel.ts';
import { inTurns } from '../../base/work.ts';
import { checkFileWork, inOrder } from '../../check/checkFile.ts';
import { checkFileInSetup } from '../../check/checkFileInSetup.ts';
import { checkRun, milderThanStop } from '../../check/checkRun.ts';
import type { Finding } from '../../check/finding.ts';
import type { ConfigLibrary } from '../../setup/configLibrary.ts';
import type { Evaluation } from '../../setup/evaluation.ts';
import type { DocumentView } from '../documentView.ts';
import { parsedFile } from './flexdataDocument.ts';
import type { SettingsContext } from './settingsContext.ts';

/** More than anybody reads, and than an editor draws in time. */
const mostFindings = 5000;

interface Found extends Pick<SettingsContext, 'evaluation' | 'version' | 'isPlanned'> {
	readonly findings: Promise<readonly Finding[]>;
	/** Those who asked. */
	readonly waiting: CancelSignal[];
}

const remembered = new WeakMap<DocumentView, Found>();

/** Found once for a version of the document and of its set-up: diagnostics and fixes ask for the same. */
export function findingsIn(
	document: DocumentView,
	context: SettingsContext,
	signal: CancelSignal = neverCancelled,
): Promise<readonly Finding[]> {
	const { evaluation, version, isPlanned } = context;
	const known = remembered.get(document);
	if (known?.evaluation === evaluation && known?.version === version && known?.isPlanned === isPlanned) {
		known.waiting.push(signal);
		return known.findings;
	}
	const waiting = [signal];
	const everybody = untilNobodyWaits(waiting, signal);
	const findings = find(document, context, everybody);
	remembered.set(document, { evaluation, version, isPlanned, findings, waiting });
	findings.catch(() => remembered.delete(document));
	return findings;
}

/** Work for several ends when all of them have lost interest; who comes too late begins it anew. */
function untilNobodyWaits(waiting: readonly CancelSignal[], { turns }: CancelSignal): CancelSignal {
	return {
		get aborted() {
			return waiting.every(({ aborted }) => aborted);
		},
		...(turns && { turns }),
	};
}

async function find(
	document: DocumentView,
	context: SettingsContext,
	signal: CancelSignal,
): Promise<readonly Finding[]> {
	const { evaluation, library, version } = context;
	const file = parsedFile(document);
	const alone = await inTurns(checkFileWork(file, document.path, version, library), signal);
	if (evaluation === undefined || document.path === undefined) return alone.slice(0, mostFindings);
	const path = library.canonical(document.path);
	const together = await checkFileInSetup({ path, file, library, evaluation, version }, signal);
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

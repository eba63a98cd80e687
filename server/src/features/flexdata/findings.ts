/** All findings in a document, with and without its set-up. */
import { neverAborted, type WorkSignal, withTurns } from '../../base/abort.ts';
import { inTurns } from '../../base/work.ts';
import { checkFileWork, inOrder } from '../../check/checkFile.ts';
import { checkFileInSetup } from '../../check/checkFileInSetup.ts';
import { checkRun, milderThanStop } from '../../check/checkRun.ts';
import type { Finding } from '../../check/finding.ts';
import type { ConfigLibrary } from '../../setup/configuration/configLibrary.ts';
import type { Evaluation } from '../../setup/configuration/evaluation.ts';
import type { DocumentView } from '../documentView.ts';
import { parsedFile } from './flexdataDocument.ts';
import type { SettingsContext } from './settingsContext.ts';

/** The limit of what an editor can draw quickly. */
const mostFindings = 5000;

interface Found extends Pick<SettingsContext, 'evaluation' | 'version' | 'isPlanned'> {
	readonly findings: Promise<readonly Finding[]>;
	/** Those who asked. */
	readonly waiting: Waiting;
}

const remembered = new WeakMap<DocumentView, Found>();

/** Computed once for a version of the document and its set-up, since diagnostics and fixes need the same. */
export function findingsIn(
	document: DocumentView,
	context: SettingsContext,
	signal: WorkSignal = neverAborted,
): Promise<readonly Finding[]> {
	const { evaluation, version, isPlanned } = context;
	const known = remembered.get(document);
	const isSame =
		known?.evaluation === evaluation && known?.version === version && known?.isPlanned === isPlanned;
	if (known !== undefined && isSame && known.waiting.add(signal)) return known.findings;
	const waiting = new Waiting(signal);
	const findings = find(document, context, waiting.signal).finally(() => waiting.end());
	const found = { evaluation, version, isPlanned, findings, waiting };
	remembered.set(document, found);
	findings.catch(() => {
		if (remembered.get(document) === found) remembered.delete(document);
	});
	return findings;
}

/** Those who wait for the same work: it ends when all of them have lost interest; who comes too late begins it anew. */
class Waiting {
	/** Of the work. */
	readonly signal: WorkSignal;
	readonly #abort = new AbortController();
	readonly #waiting = new Set<AbortSignal>();

	/** @param first whose turns the work takes */
	constructor(first: WorkSignal) {
		this.signal = withTurns(this.#abort.signal, first.turns);
		this.add(first);
	}

	/** False if the work is called off already. */
	add(signal: AbortSignal): boolean {
		if (this.#abort.signal.aborted) return false;
		this.#waiting.add(signal);
		signal.addEventListener('abort', this.#look);
		this.#look();
		return true;
	}

	/** The work has ended. */
	end(): void {
		for (const signal of this.#waiting) signal.removeEventListener('abort', this.#look);
	}

	readonly #look = (): void => {
		if ([...this.#waiting].every(({ aborted }) => aborted)) this.#abort.abort();
	};
}

async function find(
	document: DocumentView,
	context: SettingsContext,
	signal: AbortSignal,
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

/** Where the evaluated run stops in this file. */
async function stopsIn(path: string, evaluation: Evaluation, library: ConfigLibrary): Promise<Finding[]> {
	const found = await checkRun(evaluation, library);
	return found.flatMap(({ path: at, finding }) => (at === path ? [finding] : []));
}

function isMilder(code: string): boolean {
	return milderThanStop.some((one) => one === code);
}

/**
 * Collects files as Metro does: entry files, arguments, then the queue (docs/flexdata.md, "Collecting files").
 * Metro: `collect`, `runCollector` in modules/flexdata.py (funtoo/metro a728df2).
 */
import { neverAborted } from '../base/abort.ts';
import { createQueue } from '../base/queue.ts';
import type { ReadResult, ReadText } from '../base/readText.ts';
import { inTurns, isTurnOver, pause } from '../base/work.ts';
import type { Collection, CollectOptions, CollectOutcome } from './collection.ts';
import { addFile, type CollectorState, hasStopped, type QueueEntry } from './collectorState.ts';
import { createDefinitionTable } from './definitions.ts';
import { type FlexError, internalError, type MetroError, type Phase } from './errors.ts';
import type { ExpansionMemo } from './memoEntry.ts';
import { parseWork } from './parse.ts';
import { resolveCollect, type Verdict, whileFollowing } from './resolveCollect.ts';

/** A limit far above any set-up's number of files, which only an endless run exceeds. */
const mostFiles = 10_000;

/** The limit for definitions and queued annotations, which files that are read repeatedly add to. */
const mostHeld = 150_000;

/** The limit for lines that are read again: some files may be collected twice on purpose, but not long ones repeatedly. */
const mostRepeated = 10_000;

/** The limit for attempts in total: an annotation whose file is not known yet is tried repeatedly. */
const mostLooks = 200_000;

/**
 * Collects a set-up. All that Metro would die of is in the result; the promise rejects only with `AbortError`, or with
 * what `read` rejects with.
 */
export async function collect(
	options: CollectOptions,
	signal: AbortSignal = neverAborted,
): Promise<Collection> {
	const { directory, keepGoing = false } = options;
	const table = createDefinitionTable(options.dialect);
	const state: CollectorState = {
		table,
		definitions: [],
		files: [],
		steps: [],
		errors: [],
		laxMisses: new Set(),
		queue: createQueue(),
		conditions: new Map(),
		texts: new Map(),
		conditionChanges: 0,
		lax: false,
		repeated: 0,
		keepGoing,
	};
	for (const entry of options.entries) {
		if (hasStopped(state)) break;
		signal.throwIfAborted();
		const error = await collectFile(state, options, entry, 'collect', undefined, signal);
		if (error !== undefined) state.errors.push({ ...error, phase: 'collect' });
	}
	if (!hasStopped(state)) {
		for (const [key, text] of options.arguments) state.definitions.push(table.setArgument(key, text));
		await runCollector(state, options, signal);
	}
	for (const { text, from, node, outcome } of state.queue) {
		state.steps.push({ text, from, node, outcome });
	}
	const { plain, conditional, sectionOf, lax } = table;
	const { definitions, files, steps, errors, laxMisses, texts } = state;
	const memo: ExpansionMemo = new Map();
	return {
		plain,
		conditional,
		sectionOf,
		lax,
		definitions,
		files,
		steps,
		errors,
		laxMisses,
		texts,
		directory,
		wholeFiles: options.wholeFiles === true,
		memo,
	};
}

/** Processes the queue until it is empty, or no entry in it can be resolved. */
async function runCollector(
	state: CollectorState,
	options: CollectOptions,
	signal: AbortSignal,
): Promise<void> {
	const { table, queue, conditions, errors } = state;
	/** Changes whenever trying an entry could have a different result. */
	const version = (): number => table.version() + state.conditionChanges;
	/** Entries that were tried since the last change: trying again would have the same result. */
	const attempted = new Map<string, Exclude<Verdict, { kind: 'unread' }>>();
	let known = version();
	let deferred = 0;
	let settled = 0;
	let looks = 0;
	state.lax = false;
	for (;;) {
		const entry = queue.first();
		if (entry === undefined || deferred >= queue.length) return;
		signal.throwIfAborted();
		if (isTurnOver(signal)) await pause(signal);
		const held = queue.length + state.definitions.length;
		if (++looks > mostLooks || settled > mostFiles || held > mostHeld || state.repeated > mostRepeated) {
			// If few files are read repeatedly, they collect each other.
			const isEndless = looks <= mostLooks && state.texts.size < settled / 2;
			errors.push(whileFollowing(entry, isEndless ? endless : tooMany));
			return;
		}
		if (known !== version()) attempted.clear();
		known = version();
		const earlier = attempted.get(idOf(entry));
		const verdict =
			earlier?.kind === 'defer'
				? earlier
				: await considered(state, options, entry, conditions.get(entry.text));
		if (verdict.kind === 'defer') {
			attempted.set(idOf(entry), verdict);
			deferred++;
			queue.push({ ...entry, outcome: verdict.outcome });
			queue.shift();
			continue;
		}
		deferred = 0;
		const comesFromItself = attempted.has(idOf(entry)) && hasAncestor(entry);
		const isEndless = comesFromItself && queue.every((other) => attempted.has(idOf(other)));
		settled++;
		const outcome: CollectOutcome = isEndless
			? { kind: 'failed', error: whileFollowing(entry, endless), path: undefined }
			: await settle(state, options, entry, verdict, signal);
		if (outcome.kind === 'failed') errors.push(outcome.error);
		const error = errors.at(-1);
		const { text, from, node } = entry;
		queue.shift();
		if (error !== undefined && (hasStopped(state) || error.type === 'Hang')) {
			state.steps.push({ text, from, node, outcome: { kind: 'failed', error, path: undefined } });
			return;
		}
		attempted.set(idOf(entry), verdict);
		state.steps.push({ text, from, node, outcome });
	}
}

const endless: MetroError = internalError('Hang', 'does not terminate');

const tooMany: MetroError = {
	type: 'Limit',
	message: `collecting stopped: more than ${mostFiles} files, or too many that wait for others`,
	internal: true,
};

/** Resolves an entry, after reading the files that values in its path and condition name. */
async function considered(
	{ table, texts, laxMisses }: CollectorState,
	{ directory, read, wholeFiles = false }: CollectOptions,
	entry: QueueEntry,
	condition: string | undefined,
): Promise<Exclude<Verdict, { kind: 'unread' }>> {
	for (;;) {
		const verdict = resolveCollect({ ...table, texts, directory, wholeFiles }, entry, condition, laxMisses);
		if (verdict.kind !== 'unread') return verdict;
		await load(texts, read, verdict.path);
	}
}

async function settle(
	state: CollectorState,
	options: CollectOptions,
	entry: QueueEntry,
	verdict: Exclude<Verdict, { kind: 'unread' | 'defer' }>,
	signal: AbortSignal,
): Promise<CollectOutcome> {
	if (verdict.kind === 'drop') return { kind: 'dropped' };
	if (verdict.kind === 'fail') return { kind: 'failed', error: verdict.error, path: undefined };
	const { path } = verdict;
	const error = await collectFile(state, options, path, 'runCollector', entry, signal);
	if (error === undefined) return { kind: 'collected', path };
	const circumstances: FlexError =
		error.file === undefined ? whileFollowing(entry, error) : { ...error, phase: 'runCollector' };
	return { kind: 'failed', error: circumstances, path };
}

/** Reads a file and adds its definitions, with their errors. Returns the error if the file cannot be read. */
async function collectFile(
	state: CollectorState,
	{ read, parse: parseFile }: CollectOptions,
	path: string,
	phase: Phase,
	entry: QueueEntry | undefined,
	signal: AbortSignal,
): Promise<(MetroError & { readonly file?: string; readonly line?: number }) | undefined> {
	const isAgain = state.texts.has(path);
	const result = await load(state.texts, read, path);
	switch (result.kind) {
		case 'missing':
			return { type: 'OSError', message: `File '${path}' does not exist.`, internal: false };
		case 'not-a-file':
			return {
				type: 'OSError',
				message: `File to be parsed '${path}' is not a regular file.`,
				internal: false,
			};
		case 'too-large':
			return { type: 'Limit', message: `File '${path}' is ${result.reason}.`, internal: false };
		case 'unreadable':
			return internalError('OSError', result.reason);
		case 'not-utf8': {
			const error = internalError('UnicodeDecodeError', `not UTF-8 at byte ${result.at}`);
			return { ...error, file: path, line: 0 };
		}
		case 'text': {
			const { text } = result;
			const parsed = await (parseFile === undefined
				? inTurns(parseWork(text), signal)
				: parseFile(path, text));
			if (isAgain) state.repeated += parsed.nodes.length;
			await inTurns(addFile(state, path, parsed, phase, entry), signal);
			return undefined;
		}
	}
}

async function load(texts: Map<string, ReadResult>, read: ReadText, path: string): Promise<ReadResult> {
	const known = texts.get(path);
	if (known !== undefined) return known;
	const result = await read(path);
	texts.set(path, result);
	return result;
}

/** Path texts contain no line end. */
function idOf({ text, from }: QueueEntry): string {
	return `${text}\n${from}`;
}

/** True if an entry was queued by a file that this very entry led to. */
function hasAncestor(entry: QueueEntry): boolean {
	for (let at = entry.parent; at !== undefined; at = at.parent) {
		if (at.text === entry.text && at.from === entry.from) return true;
	}
	return false;
}

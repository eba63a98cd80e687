/** The state of the collector, and how a parsed file adds to it. */
import type { Queue } from '../base/queue.ts';
import type { ReadResult } from '../base/readText.ts';
import type { Span } from '../base/span.ts';
import type { Work } from '../base/work.ts';
import type { CollectedFile, CollectOutcome, CollectStep } from './collection.ts';
import type { Definition, DefinitionTable } from './definitions.ts';
import type { FlexError, MetroError, Phase } from './errors.ts';
import type { CollectAnnotation, FlexNode, ParsedFile } from './syntax.ts';

/** An entry of Metro's queue. */
export interface QueueEntry {
	/** The path text. */
	readonly text: string;
	/** The file the annotation stands in. */
	readonly from: string;
	readonly node: CollectAnnotation;
	/** The entry whose file queued this one. */
	readonly parent: QueueEntry | undefined;
	/** Why it still waits. */
	readonly outcome: CollectOutcome;
}

export interface CollectorState {
	readonly table: DefinitionTable;
	readonly definitions: Definition[];
	readonly files: CollectedFile[];
	readonly steps: CollectStep[];
	readonly errors: FlexError[];
	readonly laxMisses: Set<string>;
	readonly queue: Queue<QueueEntry>;
	/** Conditions by path text: Metro stores them by text rather than by annotation. */
	readonly conditions: Map<string, string>;
	readonly texts: Map<string, ReadResult>;
	/** Counts changes of `conditions`. */
	conditionChanges: number;
	/** `[option parse/lax]` is on. It stays on from file to file. */
	lax: boolean;
	/** The number of lines that were read again. */
	repeated: number;
	readonly keepGoing: boolean;
}

/** True if Metro would have stopped by now. */
export function hasStopped(state: CollectorState): boolean {
	return state.errors.length > 0 && !state.keepGoing;
}

/** Adds the contents of a file, up to the error at which Metro stops. */
export function* addFile(
	state: CollectorState,
	path: string,
	parsed: ParsedFile,
	phase: Phase,
	parent: QueueEntry | undefined,
): Work<void> {
	for (const node of parsed.nodes) {
		yield;
		const fatal = takeNode(state, node, path, parsed.text, parent);
		if (fatal === undefined) continue;
		const { error, line, span } = fatal;
		state.errors.push({ ...error, phase, file: path, line, place: { path, span } });
		if (!state.keepGoing) return;
	}
	state.files.push({ path, parsed });
}

/** An error in a file at which Metro stops. */
interface FatalError {
	readonly error: MetroError;
	readonly line: number;
	readonly span: Span;
}

function takeNode(
	state: CollectorState,
	node: FlexNode,
	path: string,
	source: string,
	parent: QueueEntry | undefined,
): FatalError | undefined {
	switch (node.kind) {
		case 'annotation':
			if (node.annotation === 'option') state.lax = node.lax;
			if (node.annotation === 'collect') enqueue(state, node, path, parent);
			return node.failure;
		case 'block':
		case 'element': {
			if (node.kind === 'block' && node.failure !== undefined) return node.failure;
			const { definition, error } = state.table.add(node, path, source, state.lax);
			state.definitions.push(definition);
			const line = node.kind === 'block' ? node.lastLine : node.line;
			return error && { error, line, span: node.nameSpan };
		}
		default:
			return undefined;
	}
}

function enqueue(
	state: CollectorState,
	node: CollectAnnotation,
	from: string,
	parent: QueueEntry | undefined,
): void {
	const { conditions, queue } = state;
	const { text } = node.path;
	const condition = node.condition?.text;
	if (condition !== undefined && conditions.get(text) !== condition) {
		conditions.set(text, condition);
		state.conditionChanges++;
	}
	queue.push({ text, from, node, parent, outcome: { kind: 'not-reached' } });
}

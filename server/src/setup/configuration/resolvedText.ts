/** The resolved configuration of one run of Metro: as a text, as a map, and as the differences between two runs. */
import { pushAll } from '../../base/collections.ts';
import { boundedLookUp, definitionInForce, type ValueOutcome } from '../../flexdata/index.ts';
import type { Evaluation } from './evaluation.ts';
import { contextTitle } from './runContext.ts';

/** Every key with what it comes to, in alphabetical order. */
export type ResolvedValues = ReadonlyMap<string, ValueOutcome>;

/** A line of a text, and the definition it comes from. */
export interface LineOrigin {
	/** Zero-based. */
	readonly textLine: number;
	readonly path: string;
	readonly offset: number;
}

/** Looks up all keys that a run defines, as Metro lists them, without keys that have no true condition. */
export async function resolveAll({ collection, resolver }: Evaluation): Promise<ResolvedValues> {
	const keys = [...new Set([...collection.plain.keys(), ...collection.conditional.keys()])].filter(
		(key) => key !== '',
	);
	const values = new Map<string, ValueOutcome>();
	const lookUp = boundedLookUp(resolver);
	for (const key of keys.sort()) {
		const listed = collection.plain.has(key) ? undefined : await resolver.has(key);
		if (listed?.kind === 'contains' && !listed.contains) continue;
		values.set(key, (await lookUp(key)).outcome);
	}
	return values;
}

/** The whole configuration as a text in Metro's own language, for reading, and where each key comes from. */
export function resolvedText(
	{ collection, context }: Evaluation,
	values: ResolvedValues,
): { readonly text: string; readonly origins: readonly LineOrigin[] } {
	const lines = [`# ${contextTitle(context)}`, ''];
	const origins: LineOrigin[] = [];
	for (const [key, outcome] of values) {
		const definition =
			definitionInForce(collection, key) ?? collection.conditional.get(key)?.values().next().value;
		const origin = definition?.origin;
		if (origin?.kind === 'file') {
			origins.push({ textLine: lines.length, path: origin.path, offset: origin.element.nameSpan.start });
		}
		pushAll(lines, linesOf(key, outcome));
	}
	return { text: `${lines.join('\n')}\n`, origins };
}

function linesOf(key: string, outcome: ValueOutcome): string[] {
	switch (outcome.kind) {
		case 'text':
			return [`${key}: ${outcome.text}`.trimEnd()];
		case 'lines':
			return blockOf(key, outcome.lines);
		case 'python':
			return [`# ${key}: the output of its Python code is not known here`, ...blockOf(key, outcome.lines)];
		case 'zapped':
			return [`# ${key}: nothing, a :zap removes it`];
		case 'error':
			return [`# ${key}: Metro stops: ${outcome.error.message.replace(/\s+/g, ' ')}`];
	}
}

function blockOf(key: string, lines: readonly string[]): string[] {
	return [`${key}: [`, ...lines.flatMap((line) => line.split('\n')), ']'];
}

/** A key with different values in two runs; `undefined`: it has no value there. */
export interface Difference {
	readonly key: string;
	readonly left: string | undefined;
	readonly right: string | undefined;
}

/** What differs between two runs, by key. */
export function differences(left: ResolvedValues, right: ResolvedValues): Difference[] {
	return [...new Set([...left.keys(), ...right.keys()])].sort().flatMap((key) => {
		const [a, b] = [left.get(key), right.get(key)].map(
			(outcome) => outcome && linesOf(key, outcome).join('\n'),
		);
		if (a === b) return [];
		return [{ key, left: valueIn(left.get(key)), right: valueIn(right.get(key)) }];
	});
}

function valueIn(outcome: ValueOutcome | undefined): string | undefined {
	switch (outcome?.kind) {
		case 'text':
			return outcome.text;
		case 'lines':
		case 'python':
			return outcome.lines.join('\n');
		case 'error':
			return `Metro stops: ${outcome.error.message}`;
		default:
			return undefined;
	}
}

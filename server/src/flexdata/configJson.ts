/** A set-up's configuration as one JSON object: what `buildrepo config --json` prints. */

import { pushAll } from '../base/collections.ts';
import { normalizePath } from '../base/posixPath.ts';
import type { ReadText } from '../base/readText.ts';
import { collect } from './collect.ts';
import { type Collection, type CollectOptions, uncollected } from './collection.ts';
import { rawValue } from './definitions.ts';
import type { FlexError, MetroError } from './errors.ts';
import type { Lookup, Membership } from './lookup.ts';
import { boundedLookUp, createResolver, type Resolver } from './resolver.ts';

/** An error without the parts that only this program knows. */
export interface ErrorJson {
	readonly type: string;
	readonly message: string;
	readonly phase: string;
	readonly key?: string;
	readonly file?: string;
	readonly line?: number;
	readonly collect?: string;
	readonly from?: string;
	readonly internal: boolean;
}

/** A value in JSON: a string, the lines of a block, or null where it zaps. */
type ValueJson = string | readonly string[] | null;

export interface LookupJson {
	readonly key: string;
	readonly value?: ValueJson;
	readonly error?: ErrorJson;
	readonly contains?: boolean;
	readonly contains_error?: ErrorJson;
	/** It contains Python code, which is not run, so its value is unknown. */
	readonly python?: true;
}

export interface ConfigJson {
	/** The error that ends the run, or prevents listing the keys. */
	readonly error?: ErrorJson;
	/** Metro would never finish. */
	readonly hang?: true;
	readonly keys?: Readonly<Record<string, ValueJson>>;
	/** Why keys cannot be expanded. */
	readonly errors?: Readonly<Record<string, ErrorJson>>;
	/** Keys that were empty because of lax. */
	readonly blanks?: readonly string[];
	readonly lookups?: readonly LookupJson[];
	/** Normalised paths in the order in which they were read. */
	readonly collected: readonly string[];
	/** `[path text, file]`. */
	readonly uncollected: readonly (readonly [string, string])[];
	readonly raw?: Readonly<Record<string, string | readonly string[]>>;
	readonly conditionals?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
	readonly sectionfor?: Readonly<Record<string, string>>;
	readonly laxkeys?: readonly string[];
	readonly listed_twice?: readonly string[];
	/** The files whose contents went into a key's value. */
	readonly file_reads?: Readonly<Record<string, readonly string[]>>;
	/** Keys whose value needs Python code, which is not run here. */
	readonly python_keys?: readonly string[];
}

/** Collects a set-up and describes it, with the `lookups` that were asked for. */
export async function describeConfig(
	options: CollectOptions,
	lookups: readonly string[] = [],
): Promise<ConfigJson> {
	return configJson(await collect(options), options.read, lookups);
}

/** Describes a collection. Files that values name are read. Rejects with `AbortError`. */
export async function configJson(
	collection: Collection,
	read: ReadText,
	lookups: readonly string[] = [],
	signal?: AbortSignal,
): Promise<ConfigJson> {
	const collected = collection.files.map(({ path }) => normalizePath(path));
	const left = uncollected(collection).map(({ text, from }) => [text, from] as const);
	const [error] = collection.errors;
	if (error !== undefined) {
		const hang = error.type === 'Hang' ? ({ hang: true } as const) : {};
		return { error: errorJson(error), ...hang, collected, uncollected: left };
	}
	const resolver = createResolver(collection, read, signal);
	const values = await expandAll(collection, resolver);
	const laxMisses = new Set([...collection.laxMisses, ...values.laxMisses]);
	const asked: LookupJson[] = [];
	for (const key of lookups) {
		const lookup = await resolver.lookUp(key);
		for (const miss of lookup.laxMisses) laxMisses.add(miss);
		asked.push(lookupJson(key, lookup, await resolver.has(key)));
	}
	const { plain, conditional, sectionOf, lax } = collection;
	const { error: listingError, errors, listedTwice, fileReads, pythonKeys } = values;
	return {
		...(listingError !== undefined && { error: errorJson({ ...listingError, phase: 'keys' }) }),
		keys: Object.fromEntries(values.keys),
		...(errors.size > 0 && { errors: Object.fromEntries(errors) }),
		blanks: [...laxMisses].sort(),
		...(asked.length > 0 && { lookups: asked }),
		collected,
		uncollected: left,
		raw: recordOf(plain, ({ stored }) => rawValue(stored)),
		conditionals: recordOf(conditional, (byCondition) =>
			recordOf(byCondition, ({ stored }) => rawValue(stored)),
		),
		sectionfor: Object.fromEntries(sectionOf),
		laxkeys: [...lax]
			.filter(([, isLax]) => isLax)
			.map(([key]) => key)
			.sort(),
		...(listedTwice.length > 0 && { listed_twice: listedTwice }),
		...(fileReads.size > 0 && { file_reads: Object.fromEntries(fileReads) }),
		...(pythonKeys.length > 0 && { python_keys: pythonKeys }),
	};
}

interface ExpandedKeys {
	readonly error: MetroError | undefined;
	readonly keys: ReadonlyMap<string, ValueJson>;
	readonly errors: ReadonlyMap<string, ErrorJson>;
	readonly laxMisses: readonly string[];
	readonly listedTwice: readonly string[];
	readonly fileReads: ReadonlyMap<string, readonly string[]>;
	readonly pythonKeys: readonly string[];
}

/** Expands every key that Metro lists; if it cannot list them, every key that was defined. */
async function expandAll(collection: Collection, resolver: Resolver): Promise<ExpandedKeys> {
	const keys = new Map<string, ValueJson>();
	const errors = new Map<string, ErrorJson>();
	const fileReads = new Map<string, readonly string[]>();
	const pythonKeys: string[] = [];
	const laxMisses: string[] = [];
	const listedTwice: string[] = [];
	const list = await resolver.keys();
	if (list.kind === 'keys') pushAll(laxMisses, list.laxMisses);
	const seen = new Set<string>();
	const { plain, conditional } = collection;
	const lookUp = boundedLookUp(resolver);
	for (const key of list.kind === 'keys' ? list.keys : new Set([...plain.keys(), ...conditional.keys()])) {
		if (seen.has(key)) {
			listedTwice.push(key);
			continue;
		}
		seen.add(key);
		const lookup = await lookUp(key);
		const { outcome } = lookup;
		pushAll(laxMisses, lookup.laxMisses);
		if (lookup.reads.length > 0) fileReads.set(key, lookup.reads);
		if (outcome.kind === 'error') errors.set(key, expandError(outcome.error, key));
		else if (outcome.kind === 'python') pythonKeys.push(key);
		else keys.set(key, valueJson(outcome));
	}
	const error = list.kind === 'error' ? list.error : undefined;
	return { error, keys, errors, laxMisses, listedTwice, fileReads, pythonKeys };
}

function lookupJson(key: string, { outcome }: Lookup, membership: Membership): LookupJson {
	return {
		key,
		...(outcome.kind === 'error'
			? { error: expandError(outcome.error, key) }
			: outcome.kind === 'python'
				? { python: true }
				: { value: valueJson(outcome) }),
		...(membership.kind === 'error'
			? { contains_error: expandError(membership.error, key) }
			: { contains: membership.contains }),
	};
}

function valueJson(outcome: Exclude<Lookup['outcome'], { kind: 'error' | 'python' }>): ValueJson {
	switch (outcome.kind) {
		case 'text':
			return outcome.text;
		case 'lines':
			return outcome.lines;
		case 'zapped':
			return null;
	}
}

function expandError(error: MetroError, key: string): ErrorJson {
	return errorJson({ ...error, phase: 'expand', key });
}

function errorJson({
	type,
	message,
	phase,
	key,
	internal,
	file,
	line,
	collect: text,
	from,
}: FlexError): ErrorJson {
	return {
		type,
		message,
		phase,
		...(key !== undefined && { key }),
		...(file !== undefined && { file }),
		...(line !== undefined && { line }),
		...(text !== undefined && { collect: text }),
		...(from !== undefined && { from }),
		internal,
	};
}

/** Own properties, in the order of the map. */
function recordOf<T, R>(map: ReadonlyMap<string, T>, value: (item: T) => R): Record<string, R> {
	return Object.fromEntries([...map].map(([key, item]) => [key, value(item)]));
}

/** A set-up's configuration as Metro would see it in one run: collected for a context, ready for lookups. */
import { withTurns } from '../../base/abort.ts';
import { append } from '../../base/collections.ts';
import { directoryOf } from '../../base/posixPath.ts';
import type { ReadText } from '../../base/readText.ts';
import type { Turns } from '../../base/turns.ts';
import {
	type Collection,
	type CollectStep,
	collectSettings,
	createResolver,
	type Definition,
	type ParsedFile,
	type Resolver,
} from '../../flexdata/index.ts';
import { isSince2019, type MetroVersion } from './configKeys.ts';
import { argumentsOf, type RunContext } from './runContext.ts';

/** A definition that Metro refuses, and the one that was there before. */
export interface Rejected {
	readonly definition: Definition;
	readonly first: Definition;
}

export interface Evaluation {
	readonly context: RunContext;
	readonly collection: Collection;
	readonly resolver: Resolver;
	/** The arguments of the run: keys that no file needs to define. */
	readonly given: ReadonlySet<string>;
	/** Collect annotations by the file they stand in. */
	readonly stepsFrom: ReadonlyMap<string, readonly CollectStep[]>;
	/** Collect annotations that led to a file, by that file, in order. */
	readonly stepsInto: ReadonlyMap<string, readonly CollectStep[]>;
	/** Files that were collected. */
	readonly collected: ReadonlySet<string>;
	/** Unconditional definitions that came too late. */
	readonly rejected: readonly Rejected[];
}

export interface EvaluationOptions {
	/** `.metro`, absolute. */
	readonly config: string;
	readonly context: RunContext;
	readonly version: MetroVersion;
	/** Files that `<<` names are taken as they are (see `takesWholeFiles`). */
	readonly wholeFiles: boolean;
	readonly read: ReadText;
	readonly parse: (path: string, text: string) => ParsedFile | Promise<ParsedFile>;
	/** Maps all paths of a file to one. */
	readonly canonical: (path: string) => string;
	/** The turns that long lookups share with other work; absent: they do not yield. */
	readonly turns?: Turns | undefined;
}

/** Collects a set-up for a context, continuing after errors that would stop Metro. */
export async function evaluateRun(options: EvaluationOptions, signal: AbortSignal): Promise<Evaluation> {
	const { config, context, version, wholeFiles, read, parse, canonical } = options;
	const given = argumentsOf(context, version);
	const collection = await collectSettings(
		{
			config,
			arguments: given,
			directory: directoryOf(config),
			dialect: isSince2019(version) ? '2019' : '2015',
			wholeFiles,
			read,
			parse,
			keepGoing: true,
		},
		signal,
	);
	const stepsFrom = new Map<string, CollectStep[]>();
	const stepsInto = new Map<string, CollectStep[]>();
	for (const step of collection.steps) {
		append(stepsFrom, canonical(step.from), step);
		if (step.outcome.kind === 'collected') append(stepsInto, canonical(step.outcome.path), step);
	}
	return {
		context,
		collection,
		resolver: createResolver(collection, read, withTurns(new AbortController().signal, options.turns)),
		given: new Set([...given.keys(), 'path/config']),
		stepsFrom,
		stepsInto,
		collected: new Set(collection.files.map(({ path }) => canonical(path))),
		rejected: rejectedOf(collection),
	};
}

/** Definitions of keys that were already defined; an argument replaces what `.metro` says. */
function rejectedOf({ definitions }: Collection): Rejected[] {
	const known = new Map<string, Definition>();
	const rejected: Rejected[] = [];
	for (const definition of definitions) {
		if (definition.condition !== undefined) continue;
		const first = known.get(definition.key);
		if (first === undefined || definition.origin.kind === 'argument') known.set(definition.key, definition);
		else rejected.push({ definition, first });
	}
	return rejected;
}

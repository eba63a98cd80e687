/** The public interface of The public interface of The public interface of FlexData, the language of Metro's configuration: parse a file, collect a set-up, expand its values. */
export { wordsIn } from './annotation.ts';
export type { BlockLine, Embedding } from './blockLine.ts';
export { lineSpan } from './blockLine.ts';
export { collect } from './collect.ts';
export type { Collection, CollectOptions, CollectStep } from './collection.ts';
export { uncollected } from './collection.ts';
export type { ConfigJson } from './configJson.ts';
export { configJson, describeConfig } from './configJson.ts';
export type { Definition, FlexdataDialect } from './definitions.ts';
export type { FlexError, MetroError, Place } from './errors.ts';
export type { TraceStep } from './expansion.ts';
export type { Lookup, ValueOutcome } from './lookup.ts';
export { definitionInForce, holds, lookUp } from './lookup.ts';
export { parse, parseWork } from './parse.ts';
export { rememberingParser } from './parseCache.ts';
export type { Resolver } from './resolver.ts';
export { boundedLookUp, createResolver } from './resolver.ts';
export { collectSettings } from './settings.ts';
export type {
	Annotation,
	Block,
	CollectAnnotation,
	Condition,
	Element,
	Failure,
	FailureCode,
	FlexNode,
	IgnoredLine,
	ParsedFile,
	PlainElement,
	SectionAnnotation,
	Word,
} from './syntax.ts';
export type { KeyUse } from './uses.ts';
export { keyUseAt, keyUses, keyUsesIn, nodeAt, placeOf, statedCondition, valuesOf } from './uses.ts';
export type { ParsedValue, Reference } from './value.ts';
export { referencesOf, targetOf } from './value.ts';

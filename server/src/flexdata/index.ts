/** FlexData, the language of Metro's configuration: parse a file, collect a set-up, expand its values. */
export type { BlockLine, Embedding } from './blockLine.ts';
export { lineSpan } from './blockLine.ts';
export { collect } from './collect.ts';
export type { CollectedFile, Collection, CollectOptions, CollectOutcome, CollectStep } from './collection.ts';
export { uncollected } from './collection.ts';
export type { Definition, Definitions, Dialect, Origin, StoredValue } from './definitions.ts';
export { rawValue } from './definitions.ts';
export type { ErrorType, FlexError, MetroError, Phase, Place } from './errors.ts';
export type { Hop } from './expansion.ts';
export type { KeyList, Lookup, Membership, Outcome, Unread } from './lookup.ts';
export { definitionInForce, hasKey, holds, listKeys, lookUp } from './lookup.ts';
export { parse } from './parse.ts';
export { rememberingParser } from './parseCache.ts';
export type { ConfigRecord, ErrorRecord, LookupRecord } from './record.ts';
export { describeConfig, toRecord } from './record.ts';
export type { Resolver } from './resolver.ts';
export { createResolver } from './resolver.ts';
export type { SettingsOptions } from './settings.ts';
export { collectSettings } from './settings.ts';
export type {
	Annotation,
	BlankLine,
	Block,
	CollectAnnotation,
	CommentLine,
	Condition,
	Element,
	Failure,
	FailureCode,
	FlexNode,
	IgnoredLine,
	InvalidAnnotation,
	OptionAnnotation,
	ParsedFile,
	PlainElement,
	SectionAnnotation,
	WhenAnnotation,
	Word,
} from './syntax.ts';
export type { KeyUse } from './uses.ts';
export { keyUseAt, keyUses, keyUsesIn, nodeAt, valuesOf } from './uses.ts';
export type { Reference, Target, Value, ValuePart } from './value.ts';
export { referencesOf, scanText, targetOf } from './value.ts';

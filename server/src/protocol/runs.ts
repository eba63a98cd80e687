/** The runs of Metro that a set-up can be evaluated as. */
import type { RunContext } from '../setup/configuration/runContext.ts';
import type { FilePlace } from './setups.ts';

export type { RunContext };

/** Which set-up: that of `home`, or the one the file at `path` belongs to, which may be none; without both the first. */
export interface ContextsParams {
	readonly home?: string;
	readonly path?: string;
}

/** What a set-up can be evaluated as. */
export interface ContextsAnswer {
	readonly home: string;
	/** What is chosen now. */
	readonly current: RunContext;
	/** The same in one line. */
	readonly title: string;
	/** What the installation does not have of it, in one sentence; absent: all is there. */
	readonly unknown?: string;
	/** Builds with their arches and subarches; what is built here comes first. */
	readonly combinations: readonly {
		readonly build: string;
		readonly arch: string;
		readonly subarch: string;
	}[];
	readonly modes: readonly string[];
	readonly targets: readonly string[];
}

export interface SetContextParams {
	/** Absent: the first set-up. */
	readonly home?: string;
	/** What is left out stays as it is; absent altogether: back to the default. */
	readonly context?: Partial<RunContext>;
}

export interface CompareContextsParams {
	readonly home?: string;
	/** Absent: the current one. */
	readonly left?: Partial<RunContext>;
	readonly right?: Partial<RunContext>;
}

/** A key that two runs of Metro see differently. */
export interface ValueDifference {
	readonly key: string;
	/** Absent: not defined there, or taken away by a `:zap`. */
	readonly left?: string;
	readonly right?: string;
}

export interface CompareContextsAnswer {
	readonly leftTitle: string;
	readonly rightTitle: string;
	readonly differences: readonly ValueDifference[];
	/** Both as documents, for an editor that shows differences of texts. */
	readonly leftText: string;
	readonly rightText: string;
}

export interface ResolvedConfigurationParams {
	readonly home?: string;
	/** Absent: the current one. */
	readonly context?: Partial<RunContext>;
}

/** A line of the resolved configuration, and where its value comes from. */
export interface ResolvedOrigin extends FilePlace {
	/** Zero-based line of the text. */
	readonly textLine: number;
}

export interface ResolvedConfiguration {
	readonly title: string;
	/** All keys with what they come to, in Metro's own language, for reading only. */
	readonly text: string;
	readonly origins: readonly ResolvedOrigin[];
}

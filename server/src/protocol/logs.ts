/** Logs of builds as documents, and the failures that they tell of. */
import type { LogLink } from '../repository/logs/logLinks.ts';
import type { LogSection } from '../repository/logs/logOutline.ts';
import type { StyledSpan, TextStyle } from '../repository/logs/terminalText.ts';

export type { LogLink, LogSection, StyledSpan, TextStyle };

export interface LogParams {
	/** The path of the log. */
	readonly path: string;
	/** The version that the client has. */
	readonly known?: string;
}

/** Absent text: it is still the version that the client has. */
export interface LogAnswer {
	readonly version: string;
	readonly document?: LogDocument;
}

/** A log as a text that can be shown: of a large one the end, which its first line says. Lines are zero-based. */
export interface LogDocument {
	readonly text: string;
	readonly styles: readonly TextStyle[];
	readonly spans: readonly StyledSpan[];
	readonly sections: readonly LogSection[];
	readonly links: readonly LogLink[];
	/** The line that says what went wrong first; absent: none does. */
	readonly firstError?: number;
	/** True if the document is only the end of the log. */
	readonly isPart: boolean;
}

export interface FailuresParams {
	/** The set-up's home folder. */
	readonly home: string;
}

/** A failure, with all subarches that it keeps from being built. */
export interface FailureEntry {
	/** What failed, in a sentence. */
	readonly message: string;
	/** At least one; where it happened. */
	readonly places: readonly FailurePlace[];
}

export interface FailurePlace {
	/** The row of the subarch. */
	readonly rowId: string;
	/** Which build, in words: `funtoo-current / corei7, build of 2015-02-20 (stage3)`. */
	readonly title: string;
	/** The log and the zero-based line of its document that tells of the failure. */
	readonly log: string;
	readonly line: number;
}

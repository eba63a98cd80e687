/** What the preview of index.xml and its host tell each other. */
import type { TextMessage } from '../health/textMessages.ts';

/** As `buildrepo index.xml --pretend --json` prints it. */
export interface IndexPreview {
	/** The worst of the states of the files. */
	readonly state: IndexFileState['state'];
	/** The files that would be written: one for the mirror, or since Metro of December 2020 one for each subarch. */
	readonly files: readonly IndexFileState[];
	readonly entries: readonly IndexEntry[];
}

/** How a file on disk compares with what would be written. */
export interface IndexFileState {
	readonly path: string;
	readonly state: 'missing' | 'current' | 'outdated';
}

export interface IndexEntry {
	readonly build: string;
	readonly subarch: string;
	readonly variant: string;
	readonly standing: 'same' | 'added' | 'gone' | 'newer' | 'older' | 'changed';
	/** The day of the latest build, as the file says. */
	readonly listed: string | null;
	/** As it would be written. */
	readonly latest: string | null;
	/** The path of the archive below the mirror. */
	readonly download: string | null;
	/** In bytes; `null`: it is not there. */
	readonly size: number | null;
	/** The file lists an archive that is not there. */
	readonly dead: boolean;
}

/** To the page. */
export type ToIndexPage =
	| {
			readonly kind: 'preview';
			readonly home: string;
			readonly preview: IndexPreview;
			/** False in Restricted Mode. */
			readonly mayWrite: boolean;
	  }
	/** There is no preview; `text` says why. */
	| { readonly kind: 'none'; readonly home: string; readonly text: string };

/** From the page. */
export type FromIndexPage =
	| { readonly kind: 'ready' | 'write' }
	| { readonly kind: 'open-file'; readonly path: string }
	/** `row` is the id of the row of the archive's build. */
	| { readonly kind: 'show-row'; readonly row: string }
	| TextMessage;

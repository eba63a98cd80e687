/** What the preview of index.xml and its host tell each other. */

/** As `buildrepo index.xml --pretend --json` prints it. */
export interface IndexPreview {
	readonly path: string;
	readonly state: 'missing' | 'current' | 'outdated';
	readonly entries: readonly IndexEntry[];
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
	| { readonly kind: 'preview'; readonly home: string; readonly preview: IndexPreview }
	/** There is no preview; `text` says why. */
	| { readonly kind: 'none'; readonly home: string; readonly text: string };

/** From the page. */
export type FromIndexPage =
	| { readonly kind: 'ready' | 'write' | 'open-file' }
	/** `row` is the id of the row of the archive's build. */
	| { readonly kind: 'show-row'; readonly row: string }
	| { readonly kind: 'copy' | 'export'; readonly text: string };

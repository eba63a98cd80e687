/** What every page may ask for: that a text of it is taken away. */

/** What a page can be saved as. */
export type ExportFormat = 'csv' | 'json' | 'svg';

export type TextMessage =
	| { readonly kind: 'copy'; readonly text: string }
	/** `name` is that of the part, for the name of the file. */
	| { readonly kind: 'export'; readonly name: string; readonly format: ExportFormat; readonly text: string };

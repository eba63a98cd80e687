/** Where a row lies on disk: as its tooltip says it, and as commands are given it. */
import { inlineCode } from '../markdown.ts';

export interface Whereabouts {
	/** The path, as Markdown. */
	readonly said: string;
	/** To be spread into the row. */
	readonly reach: { readonly path?: string };
}

const unreachable =
	'The name is not UTF-8, and no program can be given it from here: what needs this path alone is not offered.';

/** Programs get their arguments as UTF-8: what cannot be named that way is shown, and nothing else. */
export function whereabouts(path: string): Whereabouts {
	return path.isWellFormed()
		? { said: inlineCode(path), reach: { path } }
		: { said: `${inlineCode(path)}\n\n${unreachable}`, reach: {} };
}

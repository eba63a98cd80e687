/** The location of a row on disk, for its tooltip and for commands. */
import { inlineCode } from '../markdown.ts';

export interface Whereabouts {
	/** The path, as Markdown. */
	readonly said: string;
	/** To be spread into the row. */
	readonly reach: { readonly path?: string };
}

const unreachable =
	'The name is not UTF-8 and cannot be passed to programs from here, so commands that need this path are not available.';

/** Programs get their arguments as UTF-8, so a path that is not UTF-8 is only shown. */
export function whereabouts(path: string): Whereabouts {
	return path.isWellFormed()
		? { said: inlineCode(path), reach: { path } }
		: { said: `${inlineCode(path)}\n\n${unreachable}`, reach: {} };
}

/** Places of a set-up as links in Markdown. */
import type { Span } from '../../base/span.ts';
import { inlineCode, markdownLink } from '../markdown.ts';
import { locationOf, nameOf, type SettingsContext } from './settingsContext.ts';

/** A link to a place, named by file and line; the plain name of a file that the set-up does not know. */
export function placeLink(context: SettingsContext, path: string, span: Span): string {
	const location = locationOf(context, path, span);
	const name = nameOf(context, path);
	if (location === undefined) return inlineCode(name);
	const line = location.range.start.line + 1;
	return markdownLink(`${name}:${line}`, `${location.uri}#L${line}`);
}

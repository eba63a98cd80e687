/** Paths as hovers name them: below the mirror, the installation or the home of Metro, and with a link. */
import { escapeMarkdown } from '../../../base/escapeMarkdown.ts';
import { directoryOf, nameBelow } from '../../../base/posixPath.ts';
import type { BuildbotContext } from '../../../setup/buildbot/buildbotContext.ts';
import { markdownLink } from '../../markdown.ts';
import type { EditorLinks } from './nameTargets.ts';

/** The part of an absolute path below the mirror, the installation or the directory of `.buildbot`; the path itself elsewhere. */
export function shortPath(path: string, { scanned, files, ownFile }: BuildbotContext): string {
	const home = ownFile === undefined ? undefined : directoryOf(ownFile);
	const roots = [scanned?.repository.mirror, files.install, home];
	for (const root of roots) {
		const name = root === undefined ? undefined : nameBelow(path, root);
		if (name !== undefined) return name.replace(/^\/+/, '');
	}
	return path;
}

/** A link to a file, named by its short path; only the name if no URI can hold the path. */
export function fileLink(path: string, context: BuildbotContext, { uriOf }: EditorLinks): string {
	const name = shortPath(path, context);
	return path.isWellFormed() ? markdownLink(name, uriOf(path)) : escapeMarkdown(name);
}

/** `text` as Markdown, in which each of `paths` (absolute) is a link with a short name. */
export function linkedText(
	text: string,
	paths: readonly string[],
	context: BuildbotContext,
	editor: EditorLinks,
): string {
	// A directory must not hide the file in it.
	const [path] = paths.filter((one) => text.includes(one)).sort((a, b) => b.length - a.length);
	if (path === undefined) return escapeMarkdown(text);
	const at = text.indexOf(path);
	const [before, after] = [text.slice(0, at), text.slice(at + path.length)].map((part) =>
		linkedText(part, paths, context, editor),
	);
	return `${before}${fileLink(path, context, editor)}${after}`;
}

/** Links from names in `.buildbot` to their files in the installation, or to their directories in the mirror. */
import type { DocumentLink } from 'vscode-languageserver-types';
import type { Buildbot } from '../../../buildbot/index.ts';
import type { BuildbotContext } from '../../../setup/buildbot/buildbotContext.ts';
import type { KindOfName } from '../../../setup/installation/namedFiles.ts';
import { toRange } from '../../convert.ts';
import type { DocumentView } from '../../documentView.ts';
import { placesWanted } from './namePlaces.ts';
import { directoriesNamed, directoryLink, type EditorLinks, filesNamed } from './nameTargets.ts';
import { shortPath } from './shortPaths.ts';

/** An editor draws every link; more than these help nobody. Definition and hover know the other names as well. */
const mostLinks = 2000;

/**
 * One link a name, since an editor takes no more: to its first file, else to its first directory. What `map_build` answers is left plain:
 * `full` and `freshen` are words of Metro, and definition leads to their files.
 */
export function buildbotLinks(
	document: DocumentView,
	buildbot: Buildbot,
	context: BuildbotContext,
	editor: EditorLinks,
): DocumentLink[] {
	const leadsTo = (what: KindOfName): { path: string; target: string; others: number } | undefined => {
		if (what.kind === 'modes' || what.kind === 'targets') return undefined;
		const [file] = filesNamed(what, context);
		if (file !== undefined) return { path: file, target: editor.uriOf(file), others: 0 };
		const [path, ...others] = directoriesNamed(what, context);
		const target = path && directoryLink(path, context, editor);
		return path === undefined || target === undefined ? undefined : { path, target, others: others.length };
	};
	return placesWanted(buildbot, mostLinks, (what) => leadsTo(what) !== undefined).flatMap((place) => {
		const found = leadsTo(place);
		if (found === undefined) return [];
		const path = shortPath(found.path, context);
		const tooltip = found.others === 0 ? path : `${path} (one of ${found.others + 1})`;
		return [{ range: toRange(document.lines, place.span), target: found.target, tooltip }];
	});
}

/** Links from names in `.buildbot` to their files in the installation, or to their directories in the mirror. */
import type { DocumentLink } from 'vscode-languageserver-types';
import type { Buildbot } from '../../../buildbot/index.ts';
import type { BuildbotContext } from '../../../setup/buildbot/buildbotContext.ts';
import { toRange } from '../../convert.ts';
import type { DocumentView } from '../../documentView.ts';
import { namePlaces } from './namePlaces.ts';
import { directoriesNamed, directoryLink, type EditorLinks, filesNamed } from './nameTargets.ts';

/** An editor draws every link; more than these help nobody. Definition and hover know the other names as well. */
const mostLinks = 2000;

/** One link a name, since an editor takes no more: to its first file, else to its first directory. */
export function buildbotLinks(
	document: DocumentView,
	buildbot: Buildbot,
	context: BuildbotContext,
	editor: EditorLinks,
): DocumentLink[] {
	const links: DocumentLink[] = [];
	for (const place of namePlaces(buildbot)) {
		if (links.length >= mostLinks) break;
		const [file] = filesNamed(place, context);
		const [directory, ...others] = file === undefined ? directoriesNamed(place, context) : [];
		const path = file ?? directory;
		const target =
			file === undefined ? directory && directoryLink(directory, context, editor) : editor.uriOf(file);
		if (path === undefined || target === undefined) continue;
		const tooltip = others.length === 0 ? path : `${path} (one of ${others.length + 1})`;
		links.push({ range: toRange(document.lines, place.span), target, tooltip });
	}
	return links;
}

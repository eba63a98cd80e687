/** What is known of a build, an arch, a subarch, a mode or a target, as Markdown. Every text from files is escaped. */

import { withCount } from '../../../base/phrases.ts';
import { directoryOf } from '../../../base/posixPath.ts';
import { countSubarches, totalWords } from '../../../health/subarchCounts.ts';
import { type BuildbotContext, knowledgeOf } from '../../../setup/buildbot/buildbotContext.ts';
import { knownExtras, knownModes } from '../../../setup/installation/knownNames.ts';
import type { KindOfName, NamedKind } from '../../../setup/installation/namedFiles.ts';
import { inlineCode, markdownLink } from '../../markdown.ts';
import { standingsOf } from '../beside/standings.ts';
import { directoriesNamed, directoryLink, filesNamed } from '../names/nameTargets.ts';
import { fileLink, linkedText, shortPath } from '../names/shortPaths.ts';
import type { HoverScene } from './hoverScene.ts';
import { subarchFacts } from './subarchDocumentation.ts';
import { subarchStandings } from './subarchStandings.ts';

const titles: Readonly<Record<NamedKind, string>> = {
	builds: 'Build',
	arches: 'Arch',
	subarches: 'Subarch',
	modes: 'Mode',
	targets: 'Target',
};

/** At most this many directories are listed. */
const mostDirectories = 8;

/** What the mirror has of it comes first. `undefined` if nothing at all is known of a name. */
export function nameHover(name: KindOfName, scene: HoverScene): string | undefined {
	const parts = [...inMirror(name, scene), ...meaningOf(name, scene.context), ...filesOfName(name, scene)];
	if (parts.length === 0) return undefined;
	return [`${titles[name.kind]} ${inlineCode(name.name)}`, ...parts].join('\n\n');
}

function meaningOf({ kind, name }: KindOfName, context: BuildbotContext): string[] {
	if (kind === 'subarches') {
		const fact = knowledgeOf(context).subarches.get(name);
		return fact === undefined ? [] : [subarchFacts(fact)];
	}
	const meaning =
		kind === 'modes' ? knownModes.get(name) : kind === 'targets' ? knownExtras.get(name) : undefined;
	return meaning === undefined ? [] : [`Builds ${meaning}.`];
}

/** Links to its files; if an installation that has such files lacks this one, that is said. */
function filesOfName(name: KindOfName, { context, editor }: HoverScene): string[] {
	const files = filesNamed(name, context);
	if (files.length > 0)
		return [`In the installation: ${files.map((path) => fileLink(path, context, editor)).join(', ')}.`];
	const { kinds } = context.files;
	if (kinds.has(name.kind)) return ['The installation has no file of this name.'];
	if (name.kind === 'subarches' && kinds.has('builds'))
		return ['This Metro has no files of subarches: flags come from profiles in the tree that is built.'];
	return [];
}

function inMirror(name: KindOfName, scene: HoverScene): string[] {
	const { document, context, editor, moment } = scene;
	const { kind } = name;
	if (kind === 'modes' || kind === 'targets') return [];
	if (document.path === undefined || document.path !== context.ownFile) return [];
	const { scanned } = context;
	if (scanned === undefined) return [`In the mirror: unknown. ${whyUnknown(scene)}`];
	const standings = standingsOf(scanned, moment);
	if (kind === 'subarches') return subarchStandings(name.name, standings, scene);
	const found = (kind === 'builds' ? standings.ofBuild : standings.ofArch).get(name.name) ?? [];
	if (found.length === 0) return ['In the mirror: nothing.'];
	const directories = directoriesNamed(name, context);
	const links = directories.slice(0, mostDirectories).map((path) => {
		const link = directoryLink(path, context, editor);
		const short = shortPath(path, context);
		return link === undefined ? inlineCode(short) : markdownLink(short, link);
	});
	const more = directories.length > links.length ? ` and ${directories.length - links.length} more` : '';
	const count = withCount(found.length, 'subarch', 'subarches');
	const words = totalWords(countSubarches(found)).join(', ');
	return [`${count} in the mirror: ${words}.`, `${links.join(', ')}${more}`];
}

function whyUnknown({ context, editor }: HoverScene): string {
	const { whyUnscanned, ownFile } = context;
	const home = ownFile === undefined ? [] : [ownFile, `${directoryOf(ownFile)}/.metro`];
	return linkedText(whyUnscanned ?? 'It has not been read yet.', home, context, editor);
}

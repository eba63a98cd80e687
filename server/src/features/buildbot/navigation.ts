/** Definition and references in `.buildbot`: of variables and functions, and of builds, arches, subarches, modes and targets. */
import type { Location } from 'vscode-languageserver-types';
import { type Span, touches } from '../../base/span.ts';
import type { Buildbot, NameUse } from '../../buildbot/index.ts';
import type { BuildbotContext } from '../../setup/buildbot/buildbotContext.ts';
import { topOfFile, toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { nameAt, placesOf } from './names/namePlaces.ts';
import { type EditorLinks, filesNamed } from './names/nameTargets.ts';

function locationsOf(document: DocumentView, spans: readonly Span[]): Location[] {
	return spans.map((span) => ({ uri: document.uri, range: toRange(document.lines, span) }));
}

/** The places in this file of the variable at `offset`; `undefined`: there is none. */
function usesAt({ outline }: Buildbot, offset: number): readonly NameUse[] | undefined {
	const use = outline.uses.find(({ span }) => touches(span, offset));
	return use && outline.uses.filter(({ variable }) => variable === use.variable);
}

/**
 * Where the variable at `offset` gets its values; or the files of the installation that are named for the build, arch, subarch, mode
 * or target there, together with the lists that hold it if it is compared here. No editor opens a directory by its location, so those of
 * the mirror are links.
 */
export function buildbotDefinition(
	document: DocumentView,
	buildbot: Buildbot,
	offset: number,
	context: BuildbotContext,
	{ uriOf }: Pick<EditorLinks, 'uriOf'>,
): Location[] {
	const uses = usesAt(buildbot, offset);
	if (uses !== undefined)
		return locationsOf(
			document,
			uses.filter(({ binds }) => binds).map(({ span }) => span),
		);
	const name = nameAt(buildbot, offset);
	if (name === undefined) return [];
	const listed = name.isListed ? [] : placesOf(buildbot, name).filter(({ isListed }) => isListed);
	return [
		...filesNamed(name, context).map((path) => ({ uri: uriOf(path), range: topOfFile })),
		...locationsOf(
			document,
			listed.map(({ span }) => span),
		),
	];
}

/** Every use of the variable at `offset`, or every place that names the same build, arch, subarch, mode or target. */
export function buildbotReferences(document: DocumentView, buildbot: Buildbot, offset: number): Location[] {
	const name = nameAt(buildbot, offset);
	const places = usesAt(buildbot, offset) ?? (name && placesOf(buildbot, name)) ?? [];
	return locationsOf(
		document,
		places.map(({ span }) => span),
	);
}

/** Definition and references in `.buildbot`: of variables and functions, and of the names in its lists. */
import type { Location } from 'vscode-languageserver-types';
import { type Span, touches } from '../../base/span.ts';
import type { NameUse } from '../../buildbot/index.ts';
import { toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { buildbotText, writtenNames } from './buildbotDocument.ts';

function locationsOf(document: DocumentView, spans: readonly Span[]): Location[] {
	return spans.map((span) => ({ uri: document.uri, range: toRange(document.lines, span) }));
}

function useAt(document: DocumentView, offset: number): NameUse | undefined {
	return buildbotText(document).outline.uses.find(({ span }) => touches(span, offset));
}

/** The places where the name at `offset` gets its values. */
export function buildbotDefinition(document: DocumentView, offset: number): Location[] {
	const use = useAt(document, offset);
	if (use === undefined) return [];
	const places = buildbotText(document).outline.uses.filter(
		(other) => other.variable === use.variable && other.binds,
	);
	return locationsOf(
		document,
		places.map(({ span }) => span),
	);
}

/** Every use of the variable at `offset`, or every place where the same build, arch or subarch is written. */
export function buildbotReferences(document: DocumentView, offset: number): Location[] {
	const { outline } = buildbotText(document);
	const use = useAt(document, offset);
	if (use !== undefined) {
		const same = outline.uses.filter((other) => other.variable === use.variable);
		return locationsOf(
			document,
			same.map(({ span }) => span),
		);
	}
	const names = writtenNames(outline);
	const here = names.find(({ literal }) => touches(literal, offset));
	if (here === undefined) return [];
	return locationsOf(
		document,
		names.filter(({ name }) => name === here.name).map(({ span }) => span),
	);
}

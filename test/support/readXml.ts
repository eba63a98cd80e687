/** XML read into elements and attributes with their places; the text between elements does not count. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { LineIndex } from '../../server/src/base/lineIndex.ts';
import type { Problem } from '../../server/src/base/problem.ts';
import type { Span } from '../../server/src/base/span.ts';
import type { XmlElement } from '../../server/src/repository/indexTree/indexTree.ts';

export interface ReadElement extends XmlElement {
	readonly children: readonly ReadElement[];
	/** Its name in the start tag. */
	readonly span: Span;
}

export type XmlReading =
	| { readonly kind: 'root'; readonly root: ReadElement }
	| { readonly kind: 'broken'; readonly problem: Problem<'broken-xml'> };

/** What the parser puts before the names of attributes, so that none is mistaken for something of JavaScript's. */
const prefix = '@';

/** Reads one document. Entities that it declares itself are not expanded: they stay as they are written. */
export function readXml(text: string): XmlReading {
	// The parser would shorten these line breaks, and so shift all places after them.
	const source = text.replaceAll('\r', ' ');
	const verdict = XMLValidator.validate(source);
	if (verdict !== true) {
		const { line, col, msg } = verdict.err;
		// What concerns the whole document has no column.
		const start = new LineIndex(source).offset(line - 1, (col ?? 1) - 1);
		return broken({ start, end: start }, msg);
	}
	const parser = new XMLParser({
		preserveOrder: true,
		ignoreAttributes: false,
		attributeNamePrefix: prefix,
		parseAttributeValue: false,
		trimValues: false,
		ignoreDeclaration: true,
		ignorePiTags: true,
		// The parser expands a thousand references and then refuses; the index of a large mirror has more.
		processEntities: false,
		captureMetaData: true,
	});
	let nodes: unknown;
	try {
		nodes = parser.parse(source);
	} catch (error) {
		return broken({ start: 0, end: 0 }, error instanceof Error ? error.message : String(error));
	}
	const [root, second] = elementsOf(nodes);
	if (root === undefined) return broken({ start: 0, end: 0 }, 'There is no element.');
	if (second !== undefined) return broken(second.span, `<${second.name}> stands beside <${root.name}>.`);
	return { kind: 'root', root };
}

function broken(span: Span, message: string): XmlReading {
	return { kind: 'broken', problem: { code: 'broken-xml', severity: 'error', span, message } };
}

/** The parser gives a list of objects with one key for the name, and one for the attributes. */
function elementsOf(nodes: unknown): readonly ReadElement[] {
	if (!Array.isArray(nodes)) return [];
	return nodes.flatMap((node: unknown): ReadElement[] => {
		if (typeof node !== 'object' || node === null) return [];
		const entries = Object.entries(node);
		const found = entries.find(([key]) => key !== ':@');
		if (found === undefined || found[0] === '#text') return [];
		const attributes: unknown = entries.find(([key]) => key === ':@')?.[1];
		const [name, children] = found;
		const start = placeOf(node) + '<'.length;
		const span = { start, end: start + name.length };
		return [{ name, attributes: textAttributes(attributes), children: elementsOf(children), span }];
	});
}

/** Where the start tag of an element begins; the parser notes it under the only symbol that its objects have. */
function placeOf(node: object): number {
	const [symbol] = Object.getOwnPropertySymbols(node);
	const place: unknown = symbol === undefined ? undefined : Reflect.get(node, symbol);
	return typeof place === 'object' && place !== null && 'startIndex' in place ? Number(place.startIndex) : 0;
}

function textAttributes(attributes: unknown): XmlElement['attributes'] {
	if (typeof attributes !== 'object' || attributes === null) return [];
	return Object.entries(attributes).map(([name, value]) => [
		name.slice(prefix.length),
		unescaped(String(value)),
	]);
}

const namedCharacters = new Map([
	['amp', '&'],
	['lt', '<'],
	['gt', '>'],
	['quot', '"'],
	['apos', "'"],
]);

/** An attribute's value as XML defines it: literal white space becomes spaces, references become characters. */
function unescaped(value: string): string {
	return value
		.replaceAll(/[\t\n]/g, ' ')
		.replaceAll(/&(?:#x([0-9A-Fa-f]{1,6})|#(\d{1,7})|(\w+));/g, (whole, hexadecimal, decimal, name) => {
			if (name !== undefined) return namedCharacters.get(name) ?? whole;
			const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
			return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
		});
}

/** index.xml read back: what it says of the repository, and whether that still holds. docs/index.xsd describes it. */
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { XmlElement } from './indexTree.ts';

/** What the parser puts before the names of attributes, so that none is mistaken for something of JavaScript's. */
const prefix = '@';

/**
 * The elements and attributes of an index.xml, in their order; `undefined` for what is no well-formed XML. Entities that
 * the document declares itself stay as they are written.
 */
export function readIndex(text: string): XmlElement | undefined {
	const parser = new XMLParser({
		preserveOrder: true,
		ignoreAttributes: false,
		attributeNamePrefix: prefix,
		parseAttributeValue: false,
		trimValues: false,
		ignoreDeclaration: true,
		ignorePiTags: true,
		// The parser expands a thousand references and then refuses; a large mirror has more.
		processEntities: false,
	});
	if (XMLValidator.validate(text) !== true) return undefined;
	try {
		const [root, second] = elementsOf(parser.parse(text));
		return second === undefined ? root : undefined;
	} catch {
		return undefined;
	}
}

/** The parser gives a list of objects with one key for the name, and one for the attributes. */
function elementsOf(nodes: unknown): readonly XmlElement[] {
	if (!Array.isArray(nodes)) return [];
	return nodes.flatMap((node: unknown): XmlElement[] => {
		if (typeof node !== 'object' || node === null) return [];
		const entries = Object.entries(node);
		const found = entries.find(([key]) => key !== ':@');
		if (found === undefined || found[0] === '#text') return [];
		const attributes: unknown = entries.find(([key]) => key === ':@')?.[1];
		const [name, children] = found;
		return [{ name, attributes: textAttributes(attributes), children: elementsOf(children) }];
	});
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

/** An attribute's value as XML means it: white space as it is written is blanks, references are characters. */
function unescaped(value: string): string {
	return value
		.replaceAll(/\r\n|[\t\n\r]/g, ' ')
		.replaceAll(/&(?:#x([0-9A-Fa-f]{1,6})|#(\d{1,7})|(\w+));/g, (whole, hexadecimal, decimal, name) => {
			if (name !== undefined) return namedCharacters.get(name) ?? whole;
			const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
			return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
		});
}

/** True if two indexes say the same. */
export function sameIndex(a: XmlElement, b: XmlElement): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}

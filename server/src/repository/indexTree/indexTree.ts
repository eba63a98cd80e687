/** index.xml as a tree of elements, and the tree as text. The dialects decide on the elements. */
import { XMLBuilder } from 'fast-xml-parser';
import type { DatedBuild, Repository, Subarch } from '../model.ts';
import type { RepositoryPolicy } from '../policy.ts';

/** An element: no text, only attributes in their order, and elements. */
export interface XmlElement {
	readonly name: string;
	readonly attributes: readonly (readonly [name: string, value: string])[];
	readonly children: readonly XmlElement[];
}

/** The facts in index.xml that a scan does not provide. */
export interface IndexSources {
	/** The usable attributes in a build's build-info.json, in its order; `undefined` if there is no such file. */
	buildInfo(build: DatedBuild): Promise<readonly (readonly [string, string])[] | undefined>;
	/** Disk use of a file or link in bytes, as `du` counts it. */
	diskUse(path: string): Promise<number>;
}

/** One element for the whole repository; the content of index.xml at the top of the mirror. */
export type IndexTree = (
	repository: Repository,
	policy: RepositoryPolicy,
	sources: IndexSources,
) => Promise<XmlElement>;

/** The element of one subarch, which has a latest build. */
export type SubarchIndex = (
	subarch: Subarch,
	latest: DatedBuild,
	repository: Repository,
	sources: IndexSources,
) => Promise<XmlElement>;

/** One index.xml for the whole repository, or one for each subarch that has a complete build, in its directory. */
export type IndexRule =
	| { readonly kind: 'whole'; readonly tree: IndexTree }
	| { readonly kind: 'each'; readonly element: SubarchIndex };

/** The attributes with those of a build-info.json added: a name that is there keeps its place and takes the new value. */
export function withBuildInfo(
	attributes: readonly (readonly [string, string])[],
	info: readonly (readonly [string, string])[] | undefined,
): readonly (readonly [string, string])[] {
	return [...new Map([...attributes, ...(info ?? [])])];
}

/** `1,2,3` for a count of three, as all dialects number the builds of an element. */
export function numbers(count: number): string {
	return Array.from({ length: count }, (_, i) => i + 1).join(',');
}

/** What XML can name an attribute, without prefixes, which would need a declaration. */
const attributeName =
	/^[A-Z_a-z\u{c0}-\u{d6}\u{d8}-\u{f6}\u{f8}-\u{2ff}\u{370}-\u{37d}\u{37f}-\u{1fff}\u{200c}-\u{200d}\u{2070}-\u{218f}\u{2c00}-\u{2fef}\u{3001}-\u{d7ff}\u{f900}-\u{fdcf}\u{fdf0}-\u{fffd}\u{10000}-\u{effff}][-.0-9A-Z_a-z\u{b7}\u{c0}-\u{d6}\u{d8}-\u{f6}\u{f8}-\u{37d}\u{37f}-\u{1fff}\u{200c}-\u{200d}\u{203f}-\u{2040}\u{2070}-\u{218f}\u{2c00}-\u{2fef}\u{3001}-\u{d7ff}\u{f900}-\u{fdcf}\u{fdf0}-\u{fffd}\u{10000}-\u{effff}]*$/u;

export function isAttributeName(name: string): boolean {
	return attributeName.test(name);
}

const builder = new XMLBuilder({
	preserveOrder: true,
	format: true,
	indentBy: '  ',
	ignoreAttributes: false,
	attributeNamePrefix: '',
	suppressEmptyNode: true,
	// Attributes are escaped below, exactly as far as lxml does it.
	processEntities: false,
});

/** The whole file byte for byte as lxml pretty-prints it: declaration, indentation by two spaces, a final line end. */
export function indexText(root: XmlElement): string {
	// The builder always escapes apostrophes; the escaped text contains no others.
	const body = builder.build([toNode(root)]).replaceAll('&apos;', "'");
	return `<?xml version='1.0' encoding='UTF-8'?>\n${body.trim()}\n`;
}

/** An element as the builder takes it: one key for the name, one for the attributes. */
function toNode(element: XmlElement): object {
	return {
		[element.name]: element.children.map(toNode),
		':@': Object.fromEntries(element.attributes.map(([name, value]) => [name, escapeAttribute(value)])),
	};
}

const escapes = new Map([
	['&', '&amp;'],
	['<', '&lt;'],
	['>', '&gt;'],
	['"', '&quot;'],
	['\t', '&#9;'],
	['\n', '&#10;'],
	['\r', '&#13;'],
]);

/** Characters that XML cannot hold at all, lone surrogates among them, become U+FFFD. */
function escapeAttribute(value: string): string {
	return value
		.toWellFormed()
		.replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
		.replace(/[&<>"\t\n\r]/g, (character) => escapes.get(character) ?? character);
}

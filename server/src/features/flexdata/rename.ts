/** Renames keys and sections in every file of the set-up; refuses where Metro would then read something else. */
import type { Range, WorkspaceEdit } from 'vscode-languageserver-types';
import { isRefused, type Refused, refused } from '../../base/refused.ts';
import type { Span } from '../../base/span.ts';
import type { Element, KeyUse, ParsedFile } from '../../flexdata/index.ts';
import { configKeys } from '../../setup/configuration/configKeys.ts';
import { fileIndex } from '../../setup/configuration/fileIndex.ts';
import { toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';

import { parsedFile } from './flexdataDocument.ts';
import { filesWith, linesOf, nameOf, type SettingsContext } from './settingsContext.ts';
import { symbolAt } from './symbolAt.ts';

/** The subject of a rename: one key, or a section with everything below it. */
interface Subject {
	readonly kind: 'key' | 'section';
	/** With its section. */
	readonly name: string;
	/** The text before the part that the user edits. */
	readonly prefix: string;
	readonly span: Span;
}

/** The span that the user edits, or why it cannot be renamed; `undefined`: there is no name here. */
export function flexdataPrepareRename(
	document: DocumentView,
	offset: number,
	context: SettingsContext,
): { readonly range: Range; readonly placeholder: string } | Refused | undefined {
	const subject = subjectAt(document, offset);
	if (subject === undefined || isRefused(subject)) return subject;
	const refusal = refusalOf(document, subject, context);
	if (refusal !== undefined) return refusal;
	const { start, end } = subject.span;
	return { range: toRange(document.lines, subject.span), placeholder: document.text.slice(start, end) };
}

/** The edits that rename the symbol at `offset`; `typed` replaces the span that the user edits. */
export function flexdataRename(
	document: DocumentView,
	offset: number,
	typed: string,
	context: SettingsContext,
): WorkspaceEdit | Refused | undefined {
	const subject = subjectAt(document, offset);
	if (subject === undefined || isRefused(subject)) return subject;
	const name = subject.prefix + typed;
	const refusal = refusalOf(document, subject, context) ?? badName(document, subject, typed, name, context);
	if (refusal !== undefined) return refusal;
	const changes: NonNullable<WorkspaceEdit['changes']> = {};
	for (const { uri, file } of filesWith(document, context)) {
		const edits = editsIn(file, subject, name);
		if (isRefused(edits)) return edits;
		if (edits.length === 0) continue;
		changes[uri()] = edits.map(({ span, text }) => ({ range: toRange(linesOf(file), span), newText: text }));
	}
	return { changes };
}

function subjectAt(document: DocumentView, offset: number): Subject | Refused | undefined {
	const symbol = symbolAt(parsedFile(document), offset);
	switch (symbol?.kind) {
		case 'section':
			return { kind: 'section', name: symbol.name, prefix: '', span: symbol.span };
		case 'definition': {
			const { key, element } = symbol;
			if (element.name === '') {
				return refused(`This is the value of the section "${key}" itself: rename the section.`);
			}
			const prefix = key.slice(0, key.length - element.name.length);
			return { kind: 'key', name: key, prefix, span: element.nameSpan };
		}
		case 'use': {
			const { key, use } = symbol;
			if (use.nameSpan.end === use.nameSpan.start)
				return refused('This refers to a whole section: rename the section.');
			const prefix = key.slice(0, key.length - (use.nameSpan.end - use.nameSpan.start));
			return { kind: 'key', name: key, prefix, span: use.nameSpan };
		}
		default:
			return undefined;
	}
}

/** Refuses keys that Metro's program reads by name, and names that are composed while Metro runs. */
function refusalOf(
	document: DocumentView,
	{ kind, name }: Subject,
	context: SettingsContext,
): Refused | undefined {
	const builtIn = knownToProgram(kind, name);
	if (builtIn !== undefined) {
		return refused(`Metro's own program uses ${builtIn} by this name; it cannot be renamed.`);
	}
	if (context.evaluation?.given.has(name) === true) {
		return refused(`${name} is an argument of every run of Metro; it cannot be renamed here.`);
	}
	for (const { file, path } of filesWith(document, context)) {
		const prefix = fileIndex(file).computedPrefixes.find(
			(one) => name.startsWith(one) || one.startsWith(`${name}/`),
		);
		if (prefix === undefined) continue;
		const where = path === undefined ? '' : ` in ${nameOf(context, path)}`;
		return refused(`A name that begins with "${prefix}" is composed${where}; it may be this one.`);
	}
	return undefined;
}

/** A key of this name, or in a section of this name, that Metro's program reads or sets. */
function knownToProgram(kind: Subject['kind'], name: string): string | undefined {
	for (const { name: key, readByCode = [], readBy, setBy } of configKeys.values()) {
		if (readByCode.length === 0 && readBy === undefined && setBy !== 'argument' && setBy !== 'program')
			continue;
		if (isMeant(kind, name, key)) return key;
	}
	return undefined;
}

function isMeant(kind: Subject['kind'], name: string, key: string): boolean {
	return key === name || (kind === 'section' && key.startsWith(`${name}/`));
}

function badName(
	document: DocumentView,
	{ kind, name: old }: Subject,
	typed: string,
	name: string,
	context: SettingsContext,
): Refused | undefined {
	if (!/^[^\s:$[\]#?]+(?:[^\s:$[\]#?]|#)*$/.test(typed)) {
		return refused('A name cannot contain spaces, colons, brackets or "?", or begin with "#".');
	}
	if (name === old) return undefined;
	if (name.endsWith('/') || name.includes('//')) return refused('A slash must separate two words of a name.');
	const builtIn = knownToProgram(kind, name);
	if (builtIn !== undefined) return refused(`Metro's own program knows ${builtIn} and would read this.`);
	for (const { file, path } of filesWith(document, context)) {
		const { definitions, uses } = fileIndex(file);
		const isTaken = (key: string): boolean => isMeant(kind, name, key);
		if ([...definitions.keys()].some(isTaken)) {
			return refused(`${name} is already defined: Metro would stop at the second definition.`);
		}
		const meant = [...uses.keys()].find(isTaken);
		if (meant === undefined) continue;
		const where = path === undefined ? 'here' : `in ${nameOf(context, path)}`;
		return refused(
			`${meant} is referred to ${where}, where nothing defines it now; the new name would change that.`,
		);
	}
	return undefined;
}

interface Edit {
	readonly span: Span;
	readonly text: string;
}

function editsIn(file: ParsedFile, subject: Subject, name: string): Edit[] | Refused {
	const renamed = (key: string): string => {
		if (key === subject.name) return name;
		return subject.kind === 'section' && key.startsWith(`${subject.name}/`)
			? name + key.slice(subject.name.length)
			: key;
	};
	const renamedSection = (section: string): string =>
		subject.kind === 'section' ? renamed(section) : section;
	const edits: Edit[] = [];
	let refusal: Refused | undefined;
	const put = (span: Span, key: string, section: string | undefined): void => {
		const prefix = section === undefined ? '' : `${section}/`;
		if (!key.startsWith(prefix) || key === prefix) {
			refusal ??= refused(
				`${subject.name} is in [section ${section}]: the new name must begin with the section.`,
			);
			return;
		}
		const text = key.slice(prefix.length);
		if (file.text.slice(span.start, span.end) !== text) edits.push({ span, text });
	};
	const { definitions, uses } = fileIndex(file);
	if (subject.kind === 'section') {
		for (const node of file.nodes) {
			if (node.kind !== 'annotation' || node.annotation !== 'section') continue;
			const text = renamedSection(node.name.text);
			if (text !== node.name.text) edits.push({ span: node.name.span, text });
		}
	}
	for (const [key, elements] of definitions) {
		if (renamed(key) === key) continue;
		for (const element of elements) putDefinition(element, renamed(key));
	}
	for (const [key, found] of uses) {
		if (renamed(key) === key) continue;
		for (const use of found) putUse(use, renamed(key));
	}
	return refusal ?? edits;

	function putDefinition({ name: written, nameSpan, section }: Element, key: string): void {
		const now = renamedSection(section);
		if (written === '') {
			if (now !== key)
				refusal ??= refused(`${subject.name} is a section with its own value: rename the section.`);
			return;
		}
		put(nameSpan, key, section === '' ? undefined : now);
	}

	function putUse({ nameSpan, relative, node }: KeyUse, key: string): void {
		if (!relative) {
			put(nameSpan, key, undefined);
			return;
		}
		const section = 'ownSection' in node ? node.ownSection : undefined;
		if (section === undefined) return;
		const now = renamedSection(section);
		if (nameSpan.start === nameSpan.end) {
			if (now !== key) refusal ??= refused(`${subject.name} is referred to as $[]: rename the section.`);
			return;
		}
		put(nameSpan, key, now);
	}
}

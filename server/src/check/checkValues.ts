/** Checks values and lines of blocks: references, embeddings, `<< file`, Python. */
import { closestMatch } from '../base/closestMatch.ts';
import { stripSpan } from '../base/pythonText.ts';
import type { Span } from '../base/span.ts';
import type { Work } from '../base/work.ts';
import {
	type Block,
	type Embedding,
	type FlexNode,
	lineSpan,
	type ParsedFile,
	type ParsedValue,
	type Reference,
	targetOf,
} from '../flexdata/index.ts';
import { type Finding, finding, replacing } from './finding.ts';

/** The place of a value: a plain value, a line of a block, or the path of a collect. */
type Place = 'value' | 'line' | 'path';

/** Finds problems of values that need no other file. */
export function* checkValues(file: ParsedFile): Work<Finding[]> {
	const found: Finding[] = [];
	for (const node of file.nodes) {
		checkNode(file, node, found);
		yield;
	}
	return found;
}

/** Adds to `found`, like everything below, so that correct values cost nothing. */
function checkNode(file: ParsedFile, node: FlexNode, found: Finding[]): void {
	if (node.kind === 'element') checkValue(file, node.value, 'value', node.ownSection, found);
	else if (node.kind === 'block') checkBlock(file, node, found);
	else if (node.kind === 'annotation' && node.annotation === 'collect')
		checkValue(file, node.path, 'path', undefined, found);
}

function checkBlock(file: ParsedFile, block: Block, found: Finding[]): void {
	let python: Span | undefined;
	for (const line of block.lines) {
		if (line.kind === 'value') checkValue(file, line.value, 'line', undefined, found);
		else if (line.kind === 'embedding') checkEmbedding(line, found);
		else if (line.kind === 'python-start') {
			python = stripSpan(file.text, lineSpan(line));
			const message = 'Metro runs the lines up to ?> as Python; their output is not known here.';
			found.push(finding('python-code', python, message));
		} else if (line.kind === 'python-end') python = undefined;
	}
	if (python !== undefined) {
		const message = 'There is no ?> line: Metro runs everything up to the end of the block as Python.';
		found.push(finding('python-not-closed', python, message));
	}
}

function checkValue(
	file: ParsedFile,
	value: ParsedValue,
	place: Place,
	section: string | undefined,
	found: Finding[],
): void {
	for (const part of value.parts) {
		if (part.kind === 'unterminated') {
			const message = 'This reference has no closing bracket: Metro stops when it uses the value.';
			found.push(finding('unterminated-reference', part.span, message));
		} else if (part.kind === 'reference') {
			checkReference(part, place, section, found);
			if (place === 'value' && part.written.endsWith(':zap') && value.parts.length > 1) {
				const message =
					'If the key is empty or not defined, the whole value disappears, not only this reference.';
				found.push(finding('zap-takes-value', part.span, message));
			}
		}
	}
	checkFile(file, value, place, found);
	embeddingsAsText(value, place, found);
}

function checkReference(
	reference: Reference,
	place: Place,
	section: string | undefined,
	found: Finding[],
): void {
	const { span, written, scope, name, nameSpan } = reference;
	if (name.includes('$[')) {
		const message = `References do not nest: this asks for a key named "${name}".`;
		found.push(finding('nested-reference', span, message));
		return;
	}
	if (scope !== 'global' && section === undefined) {
		found.push(withoutSection(reference, place));
		return;
	}
	if (scope === 'global' && isArithmetic(written)) {
		const message = `Metro takes this for a reference to a key named "${name}". Write $((…)) for shell arithmetic.`;
		const fixes = [replacing(`Write as $((${written}))`, span, `$((${written}))`)];
		found.push(finding('shell-arithmetic', span, message, { fixes: place === 'line' ? fixes : [] }));
		return;
	}
	// From here on, only the mode can be wrong.
	if (!written.includes(':', 1)) return;
	const target = targetOf(reference, section);
	if (target.kind !== 'invalid') return;
	const modes = { start: nameSpan.end, end: span.end - (reference.test ? 2 : 1) };
	const mode = written.slice(written.length - (modes.end - modes.start) + 1);
	const close = mode.includes(':') ? undefined : closestMatch(mode, ['lax', 'zap']);
	const fixes = close === undefined ? [] : [replacing(`Replace with ":${close}"`, modes, `:${close}`)];
	const remedy = mode.includes(':') ? 'only one mode may follow a name' : 'the modes are :zap and :lax';
	found.push(finding('unknown-mode', modes, `Metro stops when it uses the value: ${remedy}.`, { fixes }));
}

function withoutSection({ span }: Reference, place: Place): Finding {
	if (place === 'path') {
		const message = 'A path belongs to no section: Metro crashes here. Write the full name.';
		return finding('collect-section-reference', span, message);
	}
	const why =
		place === 'line'
			? 'the lines of a block belong to no section'
			: 'the element is in no section, or is the section itself';
	return finding('no-section', span, `Metro stops when it uses the value: ${why}. Write the full name.`);
}

/** A name that cannot be a key: it has spaces or operators, or is a number. Many names have a hyphen. */
export function isArithmetic(written: string): boolean {
	return /\s|[*%()<>&|=$]|^\d+$|\w\+\w|\+\+|--/.test(written) && !/[/:]/.test(written);
}

function checkEmbedding({ key, reference, name: { text } }: Embedding, found: Finding[]): void {
	const mode = key === undefined ? '' : text.slice(key.length);
	const isName = key !== '' && !text.endsWith('?') && !text.includes(']]') && !/\s/.test(text);
	if (isName && (mode === '' || mode === ':lax')) return;
	const message =
		'Metro stops when it uses the block: $[[…]] takes the full name of one block, optionally with :lax.';
	found.push(finding('bad-embedding', reference, message));
}

/** `$[[name]]` that is not alone on a line of a block. In a comment of a script it is harmless. */
function embeddingsAsText({ text, span }: ParsedValue, place: Place, found: Finding[]): void {
	if (!text.includes('$[[') || (place === 'line' && text.trimStart().startsWith('#'))) return;
	for (const { index, 0: all } of text.matchAll(/\$\[\[[^\]]*\]\]/g)) {
		const start = span.start + index;
		const where = place === 'line' ? 'is not alone on its line' : 'is not in a block';
		const message = `This ${where}, so Metro leaves it as text.`;
		found.push(finding('embedding-as-text', { start, end: start + all.length }, message));
	}
}

function checkFile(file: ParsedFile, value: ParsedValue, place: Place, found: Finding[]): void {
	if (place === 'path') return;
	if (value.file === undefined) {
		if (place === 'line' || !value.text.trimStart().startsWith('<<')) return;
		const span = stripSpan(file.text, value.span);
		const text = file.text.slice(span.start, span.end);
		const meant = /^<<\s*(\S+)$/.exec(text)?.[1];
		const fixes = meant === undefined ? [] : [replacing(`Write as "<< ${meant}"`, span, `<< ${meant}`)];
		const message = 'This is plain text: a file is read only for "<<", one space, and one word.';
		found.push(finding('file-as-text', span, message, { fixes }));
		return;
	}
	const name = file.text.slice(value.file.start, value.file.end);
	if (place === 'line' && /^-?["'\\]?\w+["']?$/.test(name)) {
		const message = `Metro replaces this line with the contents of a file named ${name}. Put "<< ${name}" after its command.`;
		found.push(finding('file-in-block', stripSpan(file.text, value.span), message));
		return;
	}
	if (name.startsWith('/') || name.startsWith('$[')) return;
	const message = 'A relative name starts in the directory where Metro is started. Write an absolute path.';
	found.push(finding('relative-file', value.file, message));
}

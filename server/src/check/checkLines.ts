/** Checks single lines: ignored lines, blocks that do not open or close where they seem to, odd keys and spaces. */
import { closestMatch } from '../base/closestMatch.ts';
import { stripSpan } from '../base/pythonText.ts';
import type { Work } from '../base/work.ts';
import {
	type Annotation,
	type Block,
	type Failure,
	type FailureCode,
	type FlexNode,
	type IgnoredLine,
	type ParsedFile,
	type PlainElement,
	parse,
	placeOf,
} from '../flexdata/index.ts';
import { type Finding, type Fix, finding, replacing } from './finding.ts';

const byteOrderMark = '\ufeff';

/** Checks the lines of a file one by one. */
export function* checkLines(file: ParsedFile): Work<Finding[]> {
	const found: Finding[] = [];
	for (const [at, node] of file.nodes.entries()) {
		checkNode(file, node, at, found);
		yield;
	}
	if (file.text.startsWith(byteOrderMark)) {
		const span = { start: 0, end: byteOrderMark.length };
		const message = 'The file starts with a byte order mark: Metro does not understand its first line.';
		const fixes = [replacing('Remove the byte order mark', span, '', true)];
		found.unshift(finding('byte-order-mark', span, message, { fixes }));
	}
	lostCharacter(file, found);
	return found;
}

/** Adds to `found`, like everything below, so that correct lines cost nothing. */
function checkNode(file: ParsedFile, node: FlexNode, at: number, found: Finding[]): void {
	switch (node.kind) {
		case 'ignored':
			if (!isSpoilt(file, node)) found.push(ignoredLine(file, node, at));
			break;
		case 'element':
			oddKey(node, found);
			blanks(file, node, at, found);
			break;
		case 'block':
			oddKey(node, found);
			closedEarly(file, node, at, found);
			break;
		case 'annotation':
			if (node.failure !== undefined) found.push(failed(file, node, node.failure));
			else if (node.annotation === 'option' && node.lax) found.push(laxOption(node));
	}
}

function failed(file: ParsedFile, node: Annotation, failure: Failure): Finding {
	const { code, error, span } = failure;
	const remedy = remedies[code];
	const message = `Metro stops here: ${error.message.replace(/\.$/, '')}${remedy === undefined ? '' : `. ${remedy}`}`;
	return finding(code, span, message, { fixes: failureFixes(file, node, failure) });
}

/** The remedy for an annotation that stops Metro. Its own message only says how it failed. */
const remedies: Readonly<Partial<Record<FailureCode, string>>> = {
	'unknown-annotation': 'The annotations are [section …], [when …], [collect …] and [option …].',
	'empty-annotation': 'Remove the brackets.',
	'annotation-comment': 'Leave one space before the comment.',
	'section-without-name': 'Name the section.',
	'section-extra-words': 'Only "when" and a condition may follow the name.',
	'option-without-name': 'Write [option parse/lax] or [option parse/strict].',
	'unknown-option': 'The options are parse/lax and parse/strict.',
	'collect-without-file': 'Name the file.',
	'collect-words': 'Write one path without spaces, or the path, "when" and a condition.',
	'collect-not-when': 'Only "when" and a condition may follow the path.',
	'collect-condition-in-when': 'First end the condition that applies here with [when *].',
};

/** The words that a misspelled one was probably meant to be. */
const correctWords: Readonly<Partial<Record<FailureCode, readonly string[]>>> = {
	'unknown-annotation': ['section', 'when', 'collect', 'option'],
	'unknown-option': ['parse/lax', 'parse/strict'],
};

function failureFixes(file: ParsedFile, node: Annotation, { code, span }: Failure): Fix[] {
	if (code === 'annotation-comment' && node.comment !== undefined) {
		const blanks = { start: stripSpan(file.text, node.content).end, end: node.comment.start };
		if (file.text[blanks.start - 1] === ']')
			return [replacing('Leave one space before the comment', blanks, ' ', true)];
		return [replacing('Close the bracket', blanks, '] ')];
	}
	const close = closestMatch(file.text.slice(span.start, span.end), correctWords[code] ?? []);
	return close === undefined ? [] : [replacing(`Replace with "${close}"`, span, close)];
}

function laxOption(node: Annotation): Finding {
	const message =
		'This forgives only missing keys inside the values that an element refers to, and stays on in files collected later. Write $[name:lax] where it matters instead.';
	return finding('lax-option', node.content, message);
}

function ignoredLine(file: ParsedFile, node: IgnoredLine, at: number): Finding {
	const line = file.text.slice(node.content.start, node.content.end);
	const opening = openingLine.exec(line);
	if (opening !== null) {
		const message =
			'This does not open a block, which takes the key, a colon, one space and the bracket. The lines below are read as ordinary lines.';
		const fix = replacing(`Write as "${opening[1]}: ["`, node.content, `${opening[1]}: [`);
		const fixes = isClosedBelow(file, at) ? [fix] : [];
		return finding('block-not-opened', node.content, message, { fixes });
	}
	const meant = intended(line);
	if (meant === undefined) {
		return finding(
			'ignored-line',
			node.content,
			'Metro silently ignores this line: it is not "key: value", an [annotation] or a comment.',
		);
	}
	return finding('ignored-line', node.content, `Metro silently ignores this line. Write it as "${meant}".`, {
		fixes: [replacing(`Write as "${meant}"`, node.content, meant)],
	});
}

/** `key [`, `key:[`, `key : [`, and `key:` with a tab before the bracket: each of them is certainly meant to open a block. */
const openingLine = /^([^\s[\]]+?)(?:\s*:)?\s*\[$/;

/** A block that nothing closes would take in the rest of the file. */
function isClosedBelow(file: ParsedFile, at: number): boolean {
	for (let next = at + 1; next < at + 2000; next++) {
		const node = file.nodes[next];
		if (node === undefined || node.kind === 'block') return false;
		// Commands of a script such as `[ -e /x ]` look like annotations, but are none.
		if (node.kind === 'annotation' && node.failure === undefined) return false;
		if (node.kind === 'element' && node.value.text.trim() === '[') return false;
		if (node.kind !== 'ignored') continue;
		const line = file.text.slice(node.content.start, node.content.end);
		if (line === ']') return true;
		if (openingLine.test(line)) return false;
	}
	return false;
}

/** Longer lines get no suggestion: they are not written by hand. */
const longestMeant = 500;

/** What an ignored line was meant to be: `key:value`, `key : value`, `key = value`, an annotation left open or commented. */
function intended(line: string): string | undefined {
	if (line.length > longestMeant) return undefined;
	const element = /^([\w./+-]+)\s*:\s*(.*)$/.exec(line) ?? /^([\w./+-]+)\s*=\s*(.+)$/.exec(line);
	if (element !== null) return `${element[1]}: ${element[2]}`.trimEnd();
	const annotation = /^\[(?:section|collect|when|option)\s+(?:\$\[[^\]]*\]|[^\]#$])+/.exec(line)?.[0];
	if (annotation === undefined) return undefined;
	const rest = line.slice(annotation.length);
	if (rest !== '' && !rest.startsWith(']')) return undefined;
	const comment = rest.slice(1).replace(/^\s*#?\s*/, '');
	return `${annotation.trimEnd()}]${comment === '' ? '' : ` # ${comment}`}`;
}

/** Extra spaces that belong to the value: after the colon, and before a comment. */
function blanks(
	file: ParsedFile,
	{ nameSpan, value, comment }: PlainElement,
	at: number,
	found: Finding[],
): void {
	const { text, span } = value;
	if (text.trim() === '[' && text !== '[') {
		const whole = { start: nameSpan.end, end: span.end };
		const message =
			'This does not open a block: there is one space too many. The lines below are read as ordinary lines.';
		const fixes = isClosedBelow(file, at) ? [replacing('Leave one space', whole, ': [')] : [];
		found.push(finding('block-not-opened', { start: nameSpan.start, end: span.end }, message, { fixes }));
		return;
	}
	if (!text.startsWith(' ') && !text.endsWith(' ')) return;
	const leading = text.length - text.replace(/^ +/, '').length;
	const trailing = comment === undefined ? 0 : text.length - text.replace(/ +$/, '').length;
	if (leading === text.length) return;
	const add = (start: number, end: number, where: string): void => {
		const blank = { start, end };
		const message = `${end - start === 1 ? `An extra space ${where} becomes` : `Extra spaces ${where} become`} part of the value.`;
		found.push(
			finding('blank-in-value', blank, message, { fixes: [replacing('Leave one space', blank, '')] }),
		);
	};
	if (leading > 0) add(span.start, span.start + leading, 'after the colon');
	if (trailing > 0 && file.text[span.end] === ' ') add(span.end - trailing, span.end, 'before the comment');
}

function oddKey(node: PlainElement | Block, found: Finding[]): void {
	const { name, section, kind } = node;
	const span = placeOf(node);
	if (name === '') {
		if (section === '') {
			const message = 'A key without a name: Metro crashes as soon as it lists all values.';
			found.push(finding('empty-key', span, message));
		} else if (kind === 'block') {
			const message = `This defines "${section}/" instead of "${section}": only a plain value can be the section itself.`;
			found.push(finding('odd-key', span, message));
		}
		return;
	}
	const what = oddity(name);
	if (what !== undefined)
		found.push(finding('odd-key', span, `The key "${name}" contains ${what}: no reference can name it.`));
}

/** Why a reference cannot name a key. */
function oddity(name: string): string | undefined {
	if (!/[:\s\]]|^\[|\?$/.test(name)) return undefined;
	// White space as in Python, which does not count a byte order mark.
	if (/\s/.test(name.replace(byteOrderMark, '')))
		return 'a tab or other white space that does not separate words';
	if (name.includes(':')) return 'a colon';
	if (name.endsWith('?')) return 'a "?" at its end';
	return name.includes(']') || name.startsWith('[') ? 'a bracket' : undefined;
}

/** A `]` that ended the block although another one follows: the first one belonged to the script. */
function closedEarly(
	file: ParsedFile,
	{ closing, failure, opening }: Block,
	at: number,
	found: Finding[],
): void {
	if (failure !== undefined) {
		const message = 'Metro stops at the end of the file: no line that is only "]" closes the block.';
		found.push(finding('block-not-closed', opening, message));
		return;
	}
	if (closing === undefined) return;
	let ignored = 0;
	for (let next = at + 1; next < at + 200; next++) {
		const node = file.nodes[next];
		if (node === undefined || node.kind === 'annotation' || node.kind === 'block') return;
		// A bracket after another block that does not open belongs to that one.
		if (node.kind === 'element' && node.value.text.trim() === '[') return;
		if (node.kind !== 'ignored') continue;
		const line = file.text.slice(node.content.start, node.content.end);
		if (openingLine.test(line)) return;
		if (line !== ']') {
			ignored++;
			continue;
		}
		if (ignored === 0) return;
		const related = [{ span: node.content, message: 'This one was probably meant to close it.' }];
		const message = 'The block ends here, and the lines below are read as ordinary lines.';
		found.push(finding('block-closed-early', closing, message, { related }));
		return;
	}
}

/** Metro cuts off the last character of every line, whether or not it is a line end. */
function lostCharacter(file: ParsedFile, found: Finding[]): void {
	const { text, lost } = file;
	if (lost === undefined) return;
	const character = text.slice(lost.start, lost.end);
	const harmless = character.trim() === '' || meansTheSame(file);
	const newline = text.includes('\r\n') ? '\r\n' : '\n';
	const fixes = [replacing('Add the missing line end', { start: lost.end, end: lost.end }, newline, true)];
	const message = `The last line has no line end: Metro cuts off its last character, "${character}".`;
	found.push(
		finding('no-newline-at-end', lost, message, { severity: harmless ? 'warning' : 'error', fixes }),
	);
}

/** True for a line that is ignored because of a byte order mark or a lost last character; other findings report those. */
function isSpoilt(file: ParsedFile, { span }: IgnoredLine): boolean {
	return file.text[span.start] === byteOrderMark || (span.end === file.lost?.end && !meansTheSame(file));
}

/** Whether the last line, outside of a block, means the same with and without its last character. */
function meansTheSame({ text, nodes }: ParsedFile): boolean {
	const last = nodes.at(-1);
	if (last === undefined || last.kind === 'block') return false;
	const line = text.slice(last.span.start);
	return effectOf(text, last) === effectOf(`${line}\n`, parse(`${line}\n`).nodes[0]);
}

/** What Metro reads from a line: nothing from comments and ignored lines. */
function effectOf(text: string, node: FlexNode | undefined): string {
	if (node?.kind === 'element') return `${node.name}: ${node.value.text}`;
	if (node?.kind === 'annotation') return text.slice(node.content.start, node.content.end);
	return node?.kind === 'block' ? node.name : '';
}

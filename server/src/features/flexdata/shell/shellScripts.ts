/** The shell blocks of a configuration file as plain scripts with the same positions. */
import { pushAll } from '../../../base/collections.ts';
import { overlaps, type Span } from '../../../base/span.ts';
import {
	type Block,
	type BlockLine,
	lineSpan,
	type ParsedFile,
	referencesOf,
} from '../../../flexdata/index.ts';

/** A block as plain shell. Each line is as long as it is in the file, so that columns are the same. */
export interface ShellScript {
	/** The key of its block; with a number where a file has more of them. No other script of the file has the same. */
	readonly id: string;
	readonly text: string;
	/** Where each line of the script begins in the file. */
	readonly lineStarts: readonly number[];
	/** The spans of Metro's own syntax, whose values are not known here. */
	readonly placeholders: readonly Span[];
}

/** Files with more blocks than this, and blocks with more characters, are not checked. */
const mostScripts = 100;
const longestScript = 200_000;

/** Keys whose blocks are scripts: sections that Metro runs, and names of script files. */
const scriptKey = /^(?:steps|trigger|quickstart|probe)\/|\.(?:sh|bash)$/;
const shellShebang = /^#!.*\b(?:ba|da|k|z)?sh\b/;
const pythonShebang = /^#!.*\bpython/;

/** Every block that the grammar highlights as shell, except those that Metro could not expand. */
export function shellScripts(file: ParsedFile): ShellScript[] {
	const scripts: ShellScript[] = [];
	const seen = new Map<string, number>();
	for (const node of file.nodes) {
		if (scripts.length === mostScripts) break;
		if (node.kind !== 'block' || !isShell(file, node)) continue;
		const count = seen.get(node.key) ?? 0;
		seen.set(node.key, count + 1);
		const script = scriptOf(file, node, count === 0 ? node.key : `${node.key} ${count}`);
		if (script !== undefined && script.text.length <= longestScript) scripts.push(script);
	}
	return scripts;
}

/** The first line decides, then the key; highlighting uses the same rule (syntaxes/README.md). */
function isShell({ text }: ParsedFile, { key, lines, closing }: Block): boolean {
	const [first] = lines;
	if (first === undefined || closing === undefined) return false;
	const { start, end } = lineSpan(first);
	const opening = text.slice(start, end);
	if (pythonShebang.test(opening)) return false;
	if (shellShebang.test(opening)) return true;
	return scriptKey.test(key) && !key.endsWith('.py');
}

function scriptOf({ text }: ParsedFile, { lines }: Block, id: string): ShellScript | undefined {
	const placeholders: Span[] = [];
	const written: string[] = [];
	for (const line of lines) {
		const span = lineSpan(line);
		const original = text.slice(span.start, span.end);
		const stands = standIn(line, original);
		if (stands === undefined) return undefined;
		written.push(stands.text);
		pushAll(placeholders, stands.placeholders);
	}
	return {
		id,
		text: `${written.join('\n')}\n`,
		lineStarts: lines.map((line) => lineSpan(line).start),
		placeholders,
	};
}

interface StandIn {
	readonly text: string;
	readonly placeholders: readonly Span[];
}

/** The shell text for a line of a block; `undefined`: the ends of its references are unclear. */
function standIn(line: BlockLine, original: string): StandIn | undefined {
	const whole = lineSpan(line);
	if (line.kind !== 'value') {
		// Metro replaces the line with others; a command that does nothing is valid wherever they are.
		const begins = line.kind === 'embedding' || line.kind === 'python-start';
		return { text: `${begins ? ':' : ''}`.padEnd(original.length), placeholders: [whole] };
	}
	const { value } = line;
	if (value.parts.some((part) => part.kind === 'unterminated')) return undefined;
	if (value.file !== undefined) return { text: ':'.padEnd(original.length), placeholders: [whole] };
	const placeholders = [...referencesOf(value).map(({ span }) => span)];
	// `$[[name]]` beside other text stays as it is; another check reports that.
	for (const match of original.matchAll(/\$\[\[[^\]]*\]\]?/g)) {
		const start = whole.start + match.index;
		const span = { start, end: start + match[0].length };
		if (!placeholders.some((other) => overlaps(other, span))) placeholders.push(span);
	}
	return { text: covered(original, whole.start, placeholders), placeholders };
}

/** The line with a word of the same length for each placeholder; a word is valid wherever a value may be. */
function covered(line: string, lineStart: number, placeholders: readonly Span[]): string {
	let text = line;
	for (const span of placeholders) {
		const [from, to] = [span.start - lineStart, span.end - lineStart];
		text = `${text.slice(0, from)}${'x'.repeat(to - from)}${text.slice(to)}`;
	}
	return text;
}

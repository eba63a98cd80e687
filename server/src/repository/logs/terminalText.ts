/** Reads what a program wrote for a terminal: lines as they would stand there, and the style of each part of them. */
import { oneLine } from '../../base/visible.ts';

/** How a part of a line is drawn. Colours are the terminal's own names, such as `red` and `brightRed`, or `#rrggbb`. */
export interface TextStyle {
	readonly color?: string;
	readonly background?: string;
	readonly bold?: true;
	readonly faint?: true;
	readonly italic?: true;
	readonly underline?: true;
	readonly struck?: true;
}

/** A part of a line, in UTF-16 units. */
export interface StyledSpan {
	readonly line: number;
	readonly start: number;
	readonly end: number;
	/** An index into the styles. */
	readonly style: number;
}

export interface TerminalText {
	readonly lines: readonly string[];
	readonly styles: readonly TextStyle[];
	readonly spans: readonly StyledSpan[];
	/** The characters that no text has, such as NUL. */
	readonly controls: number;
}

/** More parts than this stay without a style, and more styles than this are not told apart. */
const mostSpans = 50_000;
const mostStyles = 64;

/** A longer line is cut: no editor shows it. */
const longestLine = 20_000;

/** What is no text on one line, a tab apart; see `controlCharacter`. */
const control = /[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

const nextControl = new RegExp(control.source, 'g');

/** An escape sequence: CSI, a string (OSC, DCS and others) with its end, or a short one. */
const escapeSequence = /\x1b(?:\[([0-?]*)[ -/]*([@-~])|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|[ -/]*[0-~])?/y;

interface Writing {
	readonly styles: TextStyle[];
	readonly known: Map<string, number>;
	readonly spans: StyledSpan[];
	/** Of the text that comes next; `undefined`: none. */
	style: TextStyle | undefined;
	controls: number;
}

/** @param text lines that end in `\n`; what follows the last one is a line, too */
export function readTerminalText(text: string): TerminalText {
	const writing: Writing = { styles: [], known: new Map(), spans: [], style: undefined, controls: 0 };
	const lines: string[] = [];
	const isPlainText = !control.test(text);
	for (const raw of text.split('\n')) {
		const isPlain = isPlainText || (writing.style === undefined && !control.test(raw));
		lines.push(isPlain ? cut(raw) : readLine(raw, lines.length, writing));
	}
	const { styles, spans, controls } = writing;
	return { lines, styles, spans, controls };
}

function cut(line: string): string {
	if (line.length <= longestLine) return line;
	const more = line.length - longestLine;
	return `${line.slice(0, longestLine)} … ${more.toLocaleString('en-US')} more characters`;
}

/** One line. After a carriage return, a terminal writes over what stood there. */
function readLine(raw: string, line: number, writing: Writing): string {
	let text = '';
	let spans: StyledSpan[] = [];
	const source = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
	for (let at = 0; at < source.length && text.length <= longestLine; ) {
		const character = source.charAt(at);
		if (character === '\x1b') {
			at = readEscape(source, at, writing);
			continue;
		}
		if (character === '\r') {
			text = '';
			spans = [];
			at++;
			continue;
		}
		if (character === '\b') {
			text = text.slice(0, -1);
			at++;
			continue;
		}
		const end = endOfRun(source, at);
		const start = text.length;
		text += end > at ? source.slice(at, end) : shownControl(character, writing);
		at = Math.max(end, at + 1);
		addSpan(spans, { line, start, end: text.length }, writing);
	}
	const room = mostSpans - writing.spans.length;
	for (const span of spans.slice(0, Math.max(0, room)))
		if (span.start < text.length) writing.spans.push(span);
	return cut(text);
}

/** Where the characters end that stand for themselves. */
function endOfRun(source: string, from: number): number {
	nextControl.lastIndex = from;
	return nextControl.exec(source)?.index ?? source.length;
}

/** A control as a character that can be seen. */
function shownControl(character: string, writing: Writing): string {
	writing.controls++;
	const code = character.charCodeAt(0);
	if (code < 0x20) return String.fromCharCode(0x2400 + code);
	return code === 0x7f ? '\u2421' : oneLine(character);
}

function addSpan(spans: StyledSpan[], place: Omit<StyledSpan, 'style'>, writing: Writing): void {
	const { style, styles, known } = writing;
	if (style === undefined) return;
	const key = JSON.stringify(style);
	let index = known.get(key);
	if (index === undefined) {
		if (styles.length === mostStyles) return;
		index = styles.push(style) - 1;
		known.set(key, index);
	}
	spans.push({ ...place, style: index });
}

/** Reads an escape sequence; returns where it ends. */
function readEscape(source: string, at: number, writing: Writing): number {
	escapeSequence.lastIndex = at;
	const found = escapeSequence.exec(source);
	if (found === null) return at + 1;
	const [, parameters = '', final] = found;
	if (final === 'm') writing.style = restyled(writing.style ?? {}, parameters);
	return at + Math.max(1, found[0].length);
}

const names = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

/** The style after a "select graphic rendition" (ECMA-48 8.3.117); `undefined`: none. */
function restyled(before: TextStyle, parameters: string): TextStyle | undefined {
	let style: TextStyle = before;
	const codes = parameters.split(/[;:]/).map((word) => (word === '' ? 0 : Number(word)));
	for (let at = 0; at < codes.length; at++) {
		const code = codes[at] ?? 0;
		if (code === 38 || code === 48) {
			const { color, used } = extendedColor(codes, at + 1);
			if (color !== undefined) style = { ...style, [code === 38 ? 'color' : 'background']: color };
			at += used;
		} else style = withCode(style, code);
	}
	return Object.keys(style).length === 0 ? undefined : style;
}

function withCode(style: TextStyle, code: number): TextStyle {
	const { color, background, bold, faint, italic, underline, struck } = style;
	switch (code) {
		case 0:
			return {};
		case 1:
			return { ...style, bold: true };
		case 2:
			return { ...style, faint: true };
		case 3:
			return { ...style, italic: true };
		case 4:
			return { ...style, underline: true };
		case 7:
			return defined({ ...style, color: background ?? 'background', background: color ?? 'foreground' });
		case 9:
			return { ...style, struck: true };
		case 22:
			return defined({ color, background, italic, underline, struck });
		case 23:
			return defined({ color, background, bold, faint, underline, struck });
		case 24:
			return defined({ color, background, bold, faint, italic, struck });
		case 29:
			return defined({ color, background, bold, faint, italic, underline });
		case 39:
			return defined({ background, bold, faint, italic, underline, struck });
		case 49:
			return defined({ color, bold, faint, italic, underline, struck });
	}
	const foreground = colorOf(code, 30, 90);
	if (foreground !== undefined) return { ...style, color: foreground };
	const behind = colorOf(code, 40, 100);
	return behind === undefined ? style : { ...style, background: behind };
}

type Loose = { readonly [Key in keyof TextStyle]: TextStyle[Key] | undefined };

function defined(style: Loose): TextStyle {
	return Object.fromEntries(Object.entries(style).filter(([, value]) => value !== undefined));
}

function colorOf(code: number, normal: number, bright: number): string | undefined {
	return names[code - normal] ?? brightName(names[code - bright]);
}

function brightName(name: string | undefined): string | undefined {
	return name && `bright${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

/** After 38 or 48: `5;N` of 256 colours, or `2;R;G;B`. `used`: how many codes that takes. */
function extendedColor(codes: readonly number[], at: number): { color: string | undefined; used: number } {
	const [kind, first = 0, green = 0, blue = 0] = codes.slice(at, at + 4);
	if (kind === 2) return { color: hexOf([first, green, blue]), used: 4 };
	if (kind !== 5) return { color: undefined, used: 0 };
	if (first < 8) return { color: names[first], used: 2 };
	if (first < 16) return { color: brightName(names[first - 8]), used: 2 };
	if (first >= 232) return { color: hexOf(Array(3).fill(8 + 10 * (first - 232))), used: 2 };
	const level = (part: number): number => (part === 0 ? 0 : 55 + 40 * part);
	const cube = first - 16;
	return { color: hexOf([Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map(level)), used: 2 };
}

function hexOf(parts: readonly number[]): string | undefined {
	if (!parts.every((part) => part >= 0 && part <= 255)) return undefined;
	return `#${parts.map((part) => Math.floor(part).toString(16).padStart(2, '0')).join('')}`;
}

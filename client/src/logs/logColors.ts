/** Paints the parts of logs in the terminal's colours, and keeps a log that is read at its end there. */
import {
	Disposable,
	Range,
	type TextEditor,
	type TextEditorDecorationType,
	ThemeColor,
	window,
	workspace,
} from 'vscode';
import type { LogDocument, TextStyle } from '../../../server/src/protocol/index.ts';
import { logScheme } from './logAddress.ts';
import type { LogStore } from './logStore.ts';

/** So many lines around those that are visible are painted, so that scrolling shows no unpainted ones. */
const margin = 300;

/** More styles than this, over all logs, are not told apart. */
const mostStyles = 200;

export function createLogColors(store: LogStore): Disposable {
	const types = new Map<string, TextEditorDecorationType>();
	/** Editors whose last line was visible. */
	const atEnd = new WeakSet<TextEditor>();

	const typeOf = (style: TextStyle): TextEditorDecorationType | undefined => {
		const key = JSON.stringify(style);
		const known = types.get(key);
		if (known !== undefined || types.size >= mostStyles) return known;
		const made = window.createTextEditorDecorationType(decorationOf(style));
		types.set(key, made);
		return made;
	};
	const paint = (editor: TextEditor): void => {
		const log = store.get(editor.document.uri);
		if (log === undefined) return;
		const ranges = new Map<TextEditorDecorationType, Range[]>();
		for (const { line, start, end, style } of visibleSpans(editor, log)) {
			const type = typeOf(log.styles[style] ?? {});
			if (type === undefined) continue;
			const range = new Range(line, start, line, end);
			const same = ranges.get(type);
			if (same === undefined) ranges.set(type, [range]);
			else same.push(range);
		}
		for (const type of types.values()) editor.setDecorations(type, ranges.get(type) ?? []);
	};
	const noteEnd = (editor: TextEditor): void => {
		const last = editor.visibleRanges.at(-1)?.end.line ?? 0;
		if (last >= editor.document.lineCount - 2) atEnd.add(editor);
		else atEnd.delete(editor);
	};
	const listeners = Disposable.from(
		window.onDidChangeVisibleTextEditors((editors) => {
			for (const editor of editors.filter(isLog)) paint(editor);
		}),
		window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => {
			if (!isLog(textEditor)) return;
			noteEnd(textEditor);
			paint(textEditor);
		}),
		workspace.onDidChangeTextDocument(({ document }) => {
			for (const editor of window.visibleTextEditors) {
				if (editor.document !== document || !isLog(editor)) continue;
				paint(editor);
				const last = document.lineCount - 1;
				if (atEnd.has(editor)) editor.revealRange(new Range(last, 0, last, 0));
			}
		}),
	);
	for (const editor of window.visibleTextEditors.filter(isLog)) paint(editor);
	return new Disposable(() => {
		listeners.dispose();
		for (const type of types.values()) type.dispose();
	});
}

function isLog({ document }: TextEditor): boolean {
	return document.uri.scheme === logScheme;
}

function visibleSpans(editor: TextEditor, log: LogDocument): LogDocument['spans'] {
	const { visibleRanges } = editor;
	return log.spans.filter(({ line }) =>
		visibleRanges.some(({ start, end }) => line >= start.line - margin && line <= end.line + margin),
	);
}

function decorationOf(style: TextStyle) {
	const { color, background, bold, faint, italic, underline, struck } = style;
	const lines = [...(underline ? ['underline'] : []), ...(struck ? ['line-through'] : [])];
	return {
		...(color !== undefined && { color: colorOf(color) }),
		...(background !== undefined && { backgroundColor: colorOf(background) }),
		...(bold && { fontWeight: 'bold' }),
		...(italic && { fontStyle: 'italic' }),
		...(faint && { opacity: '0.7' }),
		...(lines.length > 0 && { textDecoration: lines.join(' ') }),
	};
}

/** The theme's own colour for a terminal's, or the very colour. */
function colorOf(name: string): string | ThemeColor {
	if (name.startsWith('#')) return name;
	if (name === 'foreground' || name === 'background') return new ThemeColor(`editor.${name}`);
	return new ThemeColor(`terminal.ansi${name.charAt(0).toUpperCase()}${name.slice(1)}`);
}

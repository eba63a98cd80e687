/** What the editor shows of a log beside its text: folds, outline, links, and the actions above it. */
import * as l10n from '@vscode/l10n';
import {
	CodeLens,
	Disposable,
	type DocumentFilter,
	DocumentLink,
	DocumentSymbol,
	FoldingRange,
	FoldingRangeKind,
	languages,
	Range,
	SymbolKind,
	type TextDocument,
	Uri,
} from 'vscode';
import type { LogDocument, LogLink, LogSection } from '../../../server/src/protocol/index.ts';
import { commandIds } from '../commands/commandIds.ts';
import { logScheme } from './logAddress.ts';
import type { LogStore } from './logStore.ts';

export function registerLogFeatures(store: LogStore): Disposable {
	const selector: DocumentFilter = { scheme: logScheme };
	/** The log, unless the editor still holds an earlier text, whose lines are others. */
	const logOf = (document: TextDocument): LogDocument | undefined => {
		const log = store.get(document.uri);
		return log === undefined || log.text.length !== document.getText().length ? undefined : log;
	};
	return Disposable.from(
		languages.registerFoldingRangeProvider(selector, {
			provideFoldingRanges: (document) => foldsOf(logOf(document)),
		}),
		languages.registerDocumentSymbolProvider(selector, {
			provideDocumentSymbols: (document) => symbolsOf(document, logOf(document)),
		}),
		languages.registerDocumentLinkProvider(selector, {
			provideDocumentLinks: (document) => (logOf(document)?.links ?? []).map(linkOf),
		}),
		languages.registerCodeLensProvider(selector, {
			provideCodeLenses: ({ uri }) => lensesOf(uri, store.get(uri)),
		}),
	);
}

function foldsOf(log: LogDocument | undefined): FoldingRange[] {
	return (log?.sections ?? [])
		.filter(({ line, end }) => end > line)
		.map(({ line, end }) => new FoldingRange(line, end, FoldingRangeKind.Region));
}

/** Packages below the step that they belong to. */
function symbolsOf(document: TextDocument, log: LogDocument | undefined): DocumentSymbol[] {
	const tops: DocumentSymbol[] = [];
	const symbolOf = ({ title, line, end }: LogSection, kind: SymbolKind): DocumentSymbol => {
		const last = Math.min(end, document.lineCount - 1);
		const first = document.lineAt(line).range;
		return new DocumentSymbol(
			title,
			'',
			kind,
			new Range(first.start, document.lineAt(last).range.end),
			first,
		);
	};
	const sections = log?.sections ?? [];
	for (const section of sections)
		if (section.kind === 'step') tops.push(symbolOf(section, SymbolKind.Function));
	const steps = [...tops];
	let at = 0;
	for (const section of sections) {
		if (section.kind !== 'package') continue;
		while (at < steps.length && (steps[at]?.range.end.line ?? 0) < section.line) at++;
		const step = steps[at];
		const isInside = step !== undefined && step.range.start.line <= section.line;
		(isInside ? step.children : tops).push(symbolOf(section, SymbolKind.Package));
	}
	return tops;
}

function linkOf({ line, start, end, path, isDirectory }: LogLink): DocumentLink {
	const file = Uri.file(path);
	// No editor shows a directory.
	const target = isDirectory
		? Uri.parse(`command:${commandIds.openTerminalIn}?${encodeURIComponent(JSON.stringify([path]))}`)
		: file;
	const link = new DocumentLink(new Range(line, start, line, end), target);
	link.tooltip = isDirectory ? l10n.t('Open a terminal in {0}', path) : l10n.t('Open {0}', path);
	return link;
}

function lensesOf(uri: Uri, log: LogDocument | undefined): CodeLens[] {
	const top = new Range(0, 0, 0, 0);
	if (log === undefined) return [];
	return [
		...(log.firstError === undefined
			? []
			: [
					new CodeLens(top, {
						title: l10n.t('Go to First Error'),
						command: commandIds.goToFirstError,
						arguments: [uri],
					}),
				]),
		new CodeLens(top, {
			title: log.isPart ? l10n.t('Open Whole File') : l10n.t('Open File'),
			command: commandIds.openFile,
			arguments: [uri.path],
		}),
		new CodeLens(top, {
			title: l10n.t('Open Terminal in Build Directory'),
			command: commandIds.openTerminalIn,
			arguments: [buildOf(uri.path)],
		}),
	];
}

/** The directory of a build, from that of a log in its `log` directory. */
function buildOf(path: string): string {
	const parts = path.split('/').slice(0, -1);
	return (parts.at(-1) === 'log' ? parts.slice(0, -1) : parts).join('/');
}

/** Diagnostics for open documents: answered when the editor pulls, sent when it cannot; never for an older version. */
import {
	type Connection,
	type Diagnostic,
	type DocumentDiagnosticParams,
	type DocumentDiagnosticReport,
	DocumentDiagnosticReportKind,
	type FullDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { Cancelled } from '../base/cancel.ts';
import { languageOf } from '../features/languageFeatures.ts';
import type { OpenDocument, OpenDocuments } from './documents.ts';
import { handled, type Log } from './handle.ts';
import type { Languages } from './languageRequests.ts';

/** Milliseconds of quiet before diagnostics are pushed: below what a person notices, above the pace of typing bursts. */
const quiet = 60;
/** The same for documents that may depend on the one that is being typed in. */
const quietOfOthers = 300;

export interface DiagnosticsSender {
	/** What diagnostics depend on besides the text has changed: every open document is looked at again. */
	refreshAll(): void;
	dispose(): void;
}

/** Serves `textDocument/diagnostic`. */
export function registerPullDiagnostics(
	connection: Connection,
	documents: OpenDocuments,
	languages: Languages,
	log: Log,
): DiagnosticsSender {
	const report = (items: Diagnostic[]): FullDocumentDiagnosticReport => ({
		kind: DocumentDiagnosticReportKind.Full,
		items,
	});
	connection.languages.diagnostics.on(
		handled<DocumentDiagnosticParams, DocumentDiagnosticReport>(
			'diagnostic',
			log,
			report([]),
			async (params, signal) => {
				const open = documents.get(params.textDocument.uri);
				const language = open && languageOf(open.languageId, open.view.uri, open.view.text);
				if (open === undefined || language === undefined) return report([]);
				return report(await languages[language].diagnostics(open.view, signal));
			},
		),
	);
	return {
		refreshAll: () => connection.languages.diagnostics.refresh(),
		dispose: () => {},
	};
}

/** Sends `textDocument/publishDiagnostics`, for editors that do not pull. */
export function registerPushDiagnostics(
	connection: Connection,
	documents: OpenDocuments,
	languages: Languages,
	log: Log,
): DiagnosticsSender {
	const waiting = new Map<string, { timer: NodeJS.Timeout; signal: { aborted: boolean } }>();

	const stop = (uri: string): void => {
		const last = waiting.get(uri);
		if (last === undefined) return;
		clearTimeout(last.timer);
		last.signal.aborted = true;
		waiting.delete(uri);
	};

	const send = async (open: OpenDocument, signal: { aborted: boolean }): Promise<void> => {
		const { uri, version } = open.view;
		const language = languageOf(open.languageId, uri, open.view.text);
		if (language === undefined) return;
		try {
			const diagnostics = await languages[language].diagnostics(open.view, signal);
			if (signal.aborted || documents.get(uri)?.view.version !== version) return;
			await connection.sendDiagnostics({ uri, version, diagnostics });
		} catch (error) {
			if (!(error instanceof Cancelled)) log.error(`diagnostics of ${uri}: ${String(error)}`);
		}
	};

	const schedule = (open: OpenDocument, delay: number): void => {
		const { uri } = open.view;
		stop(uri);
		const signal = { aborted: false };
		const timer = setTimeout(() => void send(open, signal), delay);
		waiting.set(uri, { timer, signal });
	};

	const seen = new Set<string>();
	documents.onChanged((open) => {
		// What was just opened is shown at once; what is being typed may wait for a pause.
		schedule(open, seen.has(open.view.uri) ? quiet : 0);
		seen.add(open.view.uri);
		for (const other of documents.all()) if (other !== open) schedule(other, quietOfOthers);
	});
	documents.onClosed((uri) => {
		stop(uri);
		seen.delete(uri);
		void connection.sendDiagnostics({ uri, diagnostics: [] });
	});

	return {
		refreshAll: () => {
			for (const open of documents.all()) schedule(open, 0);
		},
		dispose: () => {
			for (const uri of [...waiting.keys()]) stop(uri);
		},
	};
}

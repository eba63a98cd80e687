/** Diagnostics for open documents: answered if the editor pulls, otherwise sent; never for an older version. */
import { createHash } from 'node:crypto';
import {
	type Connection,
	type Diagnostic,
	type DocumentDiagnosticParams,
	type DocumentDiagnosticReport,
	DocumentDiagnosticReportKind,
} from 'vscode-languageserver';
import { isAbortError, withTurns } from '../base/abort.ts';
import type { OpenDocument, OpenDocuments } from '../workspace/openDocuments.ts';
import type { Languages } from './languages.ts';
import { type Handling, handled, untilOutdated } from './requestHandler.ts';

/** Milliseconds between checks of a document during typing; the first edit is checked at once. */
const pace = 60;
/** Milliseconds of quiet before diagnostics are pushed for documents that may depend on the one being edited. */
const quietOfOthers = 300;

/** Serves `textDocument/diagnostic`. The editor learns about changes in the same notification as everything else. */
export function registerPullDiagnostics(
	connection: Connection,
	documents: OpenDocuments,
	languages: Languages,
	log: Handling,
): void {
	const report = (items: Diagnostic[], previousId?: string): DocumentDiagnosticReport => {
		// The id is made from the content, so an unchanged answer is recognised however the document and its set-up have changed.
		const resultId = createHash('sha256').update(JSON.stringify(items)).digest('base64');
		if (resultId === previousId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
		return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
	};
	connection.languages.diagnostics.on(
		handled<DocumentDiagnosticParams, DocumentDiagnosticReport>(
			'diagnostic',
			log,
			report([]),
			async (params, signal) => {
				const open = documents.get(params.textDocument.uri);
				const features = open && languages.of(open);
				if (open === undefined || features === undefined) return report([]);
				const { view } = open;
				const current = untilOutdated(signal, () => documents.get(view.uri)?.view !== view);
				return report(await languages.diagnostics(view, features, current), params.previousResultId);
			},
		),
	);
}

/** Sends diagnostics without a request. */
export interface DiagnosticsSender {
	/** Something besides the text that diagnostics depend on has changed: every open document is checked again. */
	refreshAll(): void;
	dispose(): void;
}

/** Sends `textDocument/publishDiagnostics`, for editors that do not pull. */
export function registerPushDiagnostics(
	connection: Connection,
	documents: OpenDocuments,
	languages: Languages,
	log: Handling,
): DiagnosticsSender {
	const waiting = new Map<string, { readonly timer: NodeJS.Timeout; readonly abort: AbortController }>();

	const stop = (uri: string): void => {
		const last = waiting.get(uri);
		if (last === undefined) return;
		clearTimeout(last.timer);
		last.abort.abort();
		waiting.delete(uri);
	};

	/** When a document may be checked again: after a pause at least as long as the last check. */
	const nextLook = new Map<string, number>();

	const send = async (open: OpenDocument, signal: AbortSignal): Promise<void> => {
		const { uri, version } = open.view;
		const began = performance.now();
		const features = languages.of(open);
		if (features === undefined) return;
		try {
			const diagnostics = await languages.diagnostics(open.view, features, signal);
			if (signal.aborted || documents.get(uri)?.view.version !== version) return;
			await connection.sendDiagnostics({ uri, version, diagnostics });
			const ended = performance.now();
			nextLook.set(uri, ended + Math.max(pace, ended - began));
		} catch (error) {
			if (!isAbortError(error)) log.error(`diagnostics of ${uri}: ${String(error)}`);
		}
	};

	const schedule = (open: OpenDocument, delay: number): void => {
		const { uri } = open.view;
		stop(uri);
		const abort = new AbortController();
		const signal = withTurns(abort.signal, log.turns);
		const timer = setTimeout(() => void send(open, signal), delay);
		waiting.set(uri, { timer, abort });
	};

	documents.onChanged((open) => {
		schedule(open, Math.max(0, (nextLook.get(open.view.uri) ?? 0) - performance.now()));
		for (const other of documents.all()) if (other !== open) schedule(other, quietOfOthers);
	});
	documents.onClosed((uri) => {
		stop(uri);
		nextLook.delete(uri);
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

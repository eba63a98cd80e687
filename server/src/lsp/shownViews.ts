/** What the editor shows inside documents. The editor is asked to refresh whatever may have changed, if it supports that. */
import type { ClientCapabilities, Connection } from 'vscode-languageserver';
import type { Log } from '../base/log.ts';

export class ShownViews {
	readonly #connection: Connection;
	readonly #log: Log;
	readonly #pulled: readonly string[];
	readonly #beside: readonly string[];
	readonly #others: readonly string[];

	/** An editor answers an unknown request with an error that no one handles, so it gets only those it knows. */
	constructor(connection: Connection, log: Log, known: ClientCapabilities['workspace'] = {}) {
		this.#connection = connection;
		this.#log = log;
		this.#pulled = known.diagnostics?.refreshSupport === true ? ['workspace/diagnostic/refresh'] : [];
		const methods = (...views: readonly ('inlayHint' | 'semanticTokens' | 'codeLens')[]): readonly string[] =>
			views.filter((view) => known[view]?.refreshSupport === true).map((view) => `workspace/${view}/refresh`);
		this.#beside = methods('inlayHint', 'codeLens');
		this.#others = [...this.#beside, ...methods('semanticTokens')];
	}

	refreshAll(): void {
		this.#send([...this.#pulled, ...this.#others]);
	}

	/** What stands beside the text, and not in it. */
	refreshBeside(): void {
		this.#send(this.#beside);
	}

	refreshDiagnostics(): void {
		this.#send(this.#pulled);
	}

	#send(methods: readonly string[]): void {
		for (const method of methods)
			this.#connection.sendRequest(method).catch((error) => this.#log.info(`${method}: ${String(error)}`));
	}
}

/** Keeps what the server says about each set-up, asks again when it changed, and tells who listens. */
import { type Disposable, type Event, EventEmitter, type LogOutputChannel } from 'vscode';
import type { SetupSummary } from '../../../server/src/protocol/index.ts';
import type { LanguageServer } from '../server/languageServer.ts';

export interface Setups extends Disposable {
	/** What is known; `undefined` until the server has answered for the first time. */
	readonly known: readonly SetupSummary[] | undefined;
	/** Asks the server; what was known before if it does not answer. */
	ask(): Promise<readonly SetupSummary[]>;
	/** Takes over the summary of one set-up that the server sent. */
	take(summary: SetupSummary): void;
	readonly onDidChange: Event<void>;
}

export function createSetups(server: LanguageServer, log: LogOutputChannel): Setups {
	const changed = new EventEmitter<void>();
	let known: readonly SetupSummary[] | undefined;
	let asked = 0;
	let answered = 0;

	const ask = async (): Promise<readonly SetupSummary[]> => {
		const question = ++asked;
		try {
			const answer = await server.setups();
			// An answer that was overtaken by a later question is old news.
			if (question === asked) {
				answered = asked;
				known = answer;
				changed.fire();
			}
			return answer;
		} catch (error) {
			log.error(`The language server did not say how things are: ${error}`);
			return known ?? [];
		}
	};
	return {
		get known() {
			return known;
		},
		ask,
		take: (summary) => {
			const at = known?.findIndex(({ home }) => home === summary.home) ?? -1;
			// One that is not known is of other homes than before, and an answer that is on its way may be older than this.
			if (known === undefined || at < 0 || answered !== asked) {
				void ask();
				return;
			}
			known = known.with(at, summary);
			changed.fire();
		},
		onDidChange: changed.event,
		dispose: () => changed.dispose(),
	};
}

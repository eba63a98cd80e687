/** Which rows the view shows and in which order: chosen by the user, and kept for the workspace. */
import { type Disposable, type Event, EventEmitter, type Memento } from 'vscode';
import type { Arrangement } from '../../../server/src/protocol/index.ts';

export interface ChosenArrangement extends Disposable {
	readonly now: Arrangement;
	readonly onDidChange: Event<void>;
	choose(next: Arrangement): void;
}

const storageKey = 'arrangement';

export function createArrangement(state: Memento): ChosenArrangement {
	const changed = new EventEmitter<void>();
	let now = state.get<Arrangement>(storageKey) ?? {};
	return {
		get now() {
			return now;
		},
		onDidChange: changed.event,
		choose: (next) => {
			now = next;
			void state.update(storageKey, next);
			changed.fire();
		},
		dispose: () => changed.dispose(),
	};
}

/** Whether the language server runs, as the user sees it: a server that crashed and is being restarted has not failed yet. */
import { type Disposable, type Event, EventEmitter } from 'vscode';
import { State } from 'vscode-languageclient/node';
import type { CrashCount } from './crashCount.ts';

export type ServerHealth = 'starting' | 'running' | 'failed';

/** How long a restarted server may take until it runs, in milliseconds. */
const patience = 3000;

export interface HealthWatch extends Disposable {
	readonly now: ServerHealth;
	readonly onDidChange: Event<ServerHealth>;
	/** The client library is in another state. */
	follow(state: State): void;
	/** The server has ended by itself; true if it is to be restarted. */
	mayComeBack(): boolean;
	/** A start failed. */
	startFailed(): void;
	/** We stop the server ourselves: its end is not a failure. */
	leave(): void;
	/** From now on its end is a failure again. */
	stay(): void;
}

export function createHealth(crashes: Pick<CrashCount, 'mayStartAgain'>): HealthWatch {
	const changed = new EventEmitter<ServerHealth>();
	let health: ServerHealth = 'starting';
	let leaving = false;
	/** The server has ended by itself, and a new one is being started. */
	let comesBack = false;
	/** Set while nobody knows whether a restarted server will run. */
	let waiting: NodeJS.Timeout | undefined;
	const become = (next: ServerHealth): void => {
		clearTimeout(waiting);
		if (next === health) return;
		health = next;
		changed.fire(next);
	};
	const follow = (state: State): void => {
		if (state === State.Running) {
			comesBack = false;
			become('running');
		} else if (state === State.Starting) become('starting');
		else if (leaving) return;
		else if (!comesBack) become('failed');
		else {
			// The library also reports a failed start when it has already begun the next one.
			become('starting');
			waiting = setTimeout(() => become('failed'), patience);
		}
	};
	return {
		get now() {
			return health;
		},
		onDidChange: changed.event,
		follow,
		mayComeBack: () => {
			comesBack = crashes.mayStartAgain();
			return comesBack;
		},
		startFailed: () => {
			// A server that ended while it started may be starting again.
			if (!comesBack) become('failed');
		},
		leave: () => {
			leaving = true;
		},
		stay: () => {
			leaving = false;
		},
		dispose: () => {
			clearTimeout(waiting);
			changed.dispose();
		},
	};
}

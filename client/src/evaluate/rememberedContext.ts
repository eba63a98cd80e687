/** What Metro's configuration was last evaluated as in this workspace, for each of its set-ups. */
import type { Memento } from 'vscode';
import type { RunContext } from '../../../server/src/protocol/index.ts';

const storageKey = 'evaluateEachAs';

type Chosen = Partial<RunContext>;

/** What is remembered of an earlier session, by home. The day is not part of it: each day's builds have a new date. */
export function rememberedContexts(state: Memento): ReadonlyMap<string, Chosen> {
	const stored = state.get<readonly (readonly [string, Chosen])[]>(storageKey);
	return new Map(stored);
}

export function remember(state: Memento, home: string, { version: _, ...chosen }: RunContext): void {
	void state.update(storageKey, [...new Map([...rememberedContexts(state), [home, chosen]])]);
}

/**
 * What the server may be started with: that holds for every set-up, so it is only what the one that can be there was
 * evaluated as. `folders` is how many are open.
 */
export function contextAtStart(state: Memento, folders: number): Chosen | undefined {
	const [only, ...others] = rememberedContexts(state).values();
	return folders <= 1 && others.length === 0 ? only : undefined;
}

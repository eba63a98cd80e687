/** What Metro's configuration was last evaluated as in this workspace. */
import type { Memento } from 'vscode';
import type { EvaluateAs } from '../../../server/src/protocol.ts';

const storageKey = 'evaluateAs';

/** What the user chose last. The date of the build is not part of it: builds are dated anew each day. */
export function rememberedContext(state: Memento): Partial<EvaluateAs> | undefined {
	const { version: _, ...chosen } = state.get<Partial<EvaluateAs>>(storageKey) ?? {};
	return Object.keys(chosen).length === 0 ? undefined : chosen;
}

export function remember(state: Memento, chosen: EvaluateAs): void {
	void state.update(storageKey, chosen);
}

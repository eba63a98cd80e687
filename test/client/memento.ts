import type { Memento } from 'vscode';

/** What an extension keeps in a workspace. As in the editor, stored values are JSON. */
export function memento(): Memento {
	const values = new Map<string, string>();
	return {
		keys: () => [...values.keys()],
		get: (key: string) => JSON.parse(values.get(key) ?? 'null') ?? undefined,
		update: async (key: string, value: unknown) => void values.set(key, JSON.stringify(value)),
	};
}

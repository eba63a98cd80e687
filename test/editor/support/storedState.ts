/** What extensions keep from session to session, as the editor in a browser has stored it. */
import type { Page } from 'playwright-core';
import { eventually } from './poll.ts';

/** Runs in the page. */
const readStored = `(async () => {
	const opened = (request) =>
		new Promise((resolve, reject) => {
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => reject(request.error);
		});
	const values = [];
	for (const { name } of await indexedDB.databases()) {
		if (!name.startsWith('vscode-web-state-db-')) continue;
		const database = await opened(indexedDB.open(name));
		try {
			const all = database.transaction('ItemTable').objectStore('ItemTable').getAll();
			values.push(...(await opened(all)).map(String));
		} finally {
			database.close();
		}
	}
	return values;
})()`;

/** Waits until a stored value contains `text`. What the editor has not stored yet is lost when its page goes. */
export async function storedState(page: Page, text: string): Promise<void> {
	await eventually(
		`stored state with ${text}`,
		() => page.evaluate<string[]>(readStored),
		(values) => values.some((value) => value.includes(text)),
	);
}

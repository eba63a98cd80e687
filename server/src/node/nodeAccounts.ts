/** Users and groups by name, from the system's own lists, or from `getent` if they are kept elsewhere. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Accounts } from '../cli/host.ts';

export function openAccounts(): Accounts {
	return {
		userId: (name) => lookUp('passwd', name),
		groupId: (name) => lookUp('group', name),
	};
}

async function lookUp(list: 'passwd' | 'group', name: string): Promise<number | undefined> {
	const own = findId(await readFile(`/etc/${list}`, 'utf8').catch(() => ''), name);
	return own ?? findId(await getent(list, name), name);
}

/** Both lists have lines `name:password:id:…`. */
function findId(text: string, name: string): number | undefined {
	for (const line of text.split('\n')) {
		const [first, , id] = line.split(':');
		if (first === name && id !== undefined && /^\d+$/.test(id)) return Number(id);
	}
	return undefined;
}

function getent(list: string, name: string): Promise<string> {
	return new Promise((resolve) => {
		execFile('getent', [list, '--', name], (_error, output) => resolve(output));
	});
}

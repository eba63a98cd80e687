/** What suites inside the extension host need: our extension, the open home, and waiting for what must come. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

/** The installed extension. */
export function extension(): vscode.Extension<unknown> {
	const found = vscode.extensions.all.find(({ packageJSON }) => packageJSON.name === 'metro');
	assert.ok(found, 'the Metro extension is not installed');
	return found;
}

/** The open folder: a sample Metro home, made for each run. */
export function home(): string {
	const folder = vscode.workspace.workspaceFolders?.[0];
	assert.ok(folder, 'no folder is open');
	return folder.uri.fsPath;
}

/** Asks again and again until the answer is neither undefined nor false, and gives it; fails after `seconds`. */
export async function until<T>(
	what: string,
	ask: () => T | undefined | false | Promise<T | undefined | false>,
	seconds = 150,
): Promise<T> {
	const deadline = Date.now() + seconds * 1000;
	for (;;) {
		const answer = await ask();
		if (answer !== undefined && answer !== false) return answer;
		if (Date.now() > deadline) assert.fail(`waited ${seconds} s in vain for ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

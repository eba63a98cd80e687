/** Directories of configuration that the editor watches for the server: which ones, what its news do, and if it refuses. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
	DidChangeWatchedFilesNotification,
	type DidChangeWatchedFilesRegistrationOptions,
	FileChangeType,
	type RegistrationParams,
	RegistrationRequest,
	RelativePattern,
	type UnregistrationParams,
	UnregistrationRequest,
} from 'vscode-languageserver-protocol/node';
import { methods, type SetupSummary } from '../../server/src/protocol.ts';
import type { LanguageClient } from '../support/languageClient.ts';
import { beginWithBuilds, isTrouble } from './homeWithBuilds.ts';

const current = 'metro/etc/builds/funtoo-current/build.conf';
const hardened = 'metro/etc/builds/funtoo-current-hardened';
const stable = 'metro/etc/builds/funtoo-stable';
const directories = [
	'',
	'metro',
	'metro/etc',
	'metro/etc/builds',
	'metro/etc/builds/funtoo-current',
	hardened,
	'metro/etc/builds/packages',
	'metro/etc/multi-targets',
	'metro/targets',
	'metro/targets/gentoo',
];

interface Watching {
	readonly client: LanguageClient;
	readonly uri: string;
	/** Absolute, of a path in the home. */
	path(name: string): string;
	/** Resolves when one registration asks the editor to watch just these directories of the home. */
	asked(expected: readonly string[]): Promise<void>;
	/** Tells the server what the editor saw. */
	tell(name: string, type: FileChangeType): Promise<void>;
}

/** An editor that watches, or says that it can and then `refuses`. The set-up is at the user's home, or elsewhere. */
async function begin(
	t: TestContext,
	{ refuses = false, atHome = false }: { readonly refuses?: boolean; readonly atHome?: boolean } = {},
): Promise<Watching> {
	const registered = new Map<string, readonly string[]>();
	const waiting = new Set<() => void>();
	const { client, home, uri } = await beginWithBuilds(t, {
		...(!atHome && { env: { HOME: tmpdir() } }),
		capabilities: {
			workspace: { didChangeWatchedFiles: { dynamicRegistration: true, relativePatternSupport: true } },
		},
		answers: {
			[RegistrationRequest.method]: ({ registrations }: RegistrationParams) => {
				if (refuses) throw new Error('no more watches');
				for (const { id, method, registerOptions } of registrations) {
					assert.equal(method, DidChangeWatchedFilesNotification.method);
					const { watchers } = registerOptions as DidChangeWatchedFilesRegistrationOptions;
					registered.set(
						id,
						watchers.map(({ globPattern }) => {
							assert.ok(RelativePattern.is(globPattern) && typeof globPattern.baseUri === 'string');
							assert.equal(globPattern.pattern, '*');
							return fileURLToPath(globPattern.baseUri);
						}),
					);
				}
				for (const look of [...waiting]) look();
			},
			[UnregistrationRequest.method]: ({ unregisterations }: UnregistrationParams) => {
				for (const { id } of unregisterations) registered.delete(id);
				for (const look of [...waiting]) look();
			},
		},
	});
	const path = (name: string): string => join(home.home, name);
	return {
		client,
		uri,
		path,
		asked: (expected) =>
			new Promise((resolve, reject) => {
				const deadline = setTimeout(() => {
					reject(new Error(`watched: ${JSON.stringify([...registered.values()])}`));
				}, 20_000);
				const look = (): void => {
					const [first, ...more] = [...registered.values()];
					const watched = first?.map((directory) => relative(home.home, directory)).sort();
					if (more.length > 0 || watched?.join() !== expected.toSorted().join()) return;
					clearTimeout(deadline);
					waiting.delete(look);
					resolve();
				};
				waiting.add(look);
				look();
			}),
		tell: (name, type) =>
			client.connection.sendNotification(DidChangeWatchedFilesNotification.type, {
				changes: [{ uri: pathToFileURL(path(name)).href, type }],
			}),
	};
}

/** How many directories a process watches by itself; `undefined` where the system does not tell. */
function ownWatches({ process: { pid } }: LanguageClient): number | undefined {
	const folder = `/proc/${pid}/fdinfo`;
	if (!existsSync(folder)) return undefined;
	const infos = readdirSync(folder).map((name) => {
		try {
			return readFileSync(join(folder, name), 'utf8');
		} catch {
			// Closed in the meantime: it was a file that the server has read.
			return '';
		}
	});
	return infos.join('').match(/^inotify wd:/gm)?.length ?? 0;
}

test('an editor that can watches all configuration; the mirror stays with the server', async (t) => {
	const { client, asked } = await begin(t);
	await asked(directories);
	assert.ok([1, undefined].includes(ownWatches(client)));
});

test('the home of the user stays with the server: some editors would watch all that is below', async (t) => {
	const { client, asked } = await begin(t, { atHome: true });
	await asked(directories.filter((name) => name !== ''));
	assert.ok([2, undefined].includes(ownWatches(client)));
});

test('what the editor saw is read again, for documents and for the set-up', async (t) => {
	const { client, uri, path, asked, tell } = await begin(t);
	await asked(directories);
	await client.diagnostics(uri, (items) => !items.some(isTrouble));
	await writeFile(path(current), '[section my]\n\nhue: red\ncolor: mine\n');
	await tell(current, FileChangeType.Changed);
	await client.diagnostics(uri, (items) => items.some(({ code }) => code === 'duplicate-key'));

	const changed = new Promise((resolve) => client.connection.onNotification(methods.changed, resolve));
	await rm(path('.buildbot'));
	await tell('.buildbot', FileChangeType.Deleted);
	await changed;
	const [summary] = await client.connection.sendRequest<SetupSummary[]>(methods.setups);
	assert.equal(summary?.state, 'no-buildbot');
});

test('directories that come and go are watched, each set by one registration', async (t) => {
	const { asked, path, tell } = await begin(t);
	await asked(directories);
	const left = directories.filter((name) => name !== hardened);
	await rm(path(hardened), { recursive: true });
	await tell(hardened, FileChangeType.Deleted);
	await asked(left);
	await mkdir(path(stable));
	await tell(stable, FileChangeType.Created);
	await asked([...left, stable]);
});

test('an editor that refuses is not needed: the server watches by itself', async (t) => {
	const { client, uri, path } = await begin(t, { refuses: true });
	await client.diagnostics(uri, (items) => !items.some(isTrouble));
	await writeFile(path(current), '[section my]\n\nhue: red\ncolor: mine\n');
	await client.diagnostics(uri, (items) => items.some(({ code }) => code === 'duplicate-key'));
});

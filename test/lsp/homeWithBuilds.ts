/** A Metro home for tests: with an installation of two builds, whose `master.conf` collects the chosen one. */
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver-protocol';
import { requests } from '../../server/src/protocol/index.ts';
import { type LanguageClient, startLanguageClient } from '../support/languageClient.ts';
import { type MetroHome, makeMetroHome } from '../support/metroHome.ts';

/** Its files, by their paths in the home. */
export const builds = {
	'metro/etc/master.conf':
		'[collect ./builds/$[target/build]/build.conf]\n\n[section my]\n\ncolor: $[my/hue]/$[target]\n',
	'metro/etc/builds/funtoo-current/build.conf': '[section my]\n\nhue: red\n',
	'metro/etc/builds/funtoo-current-hardened/build.conf': '[section my]\n\nhue: blue\nextra: 1\n',
	'metro/etc/builds/packages/x86-64bit.conf': '',
	'metro/etc/multi-targets/full': '',
	'metro/targets/gentoo/stage3.spec': '',
	'metro/targets/gentoo/stage1.spec': '',
};

/** Gives a home the installation. `hue` is what `my/hue` is for the first of its builds. */
export async function installBuilds(home: MetroHome, hue = 'red'): Promise<void> {
	for (const [path, text] of Object.entries(builds)) await home.write(path, text.replace('red', hue));
	await home.collectMaster(builds['metro/etc/master.conf']);
}

/** A home with an installation of two builds, and a client that opens `metro/etc/master.conf` in it. */
export async function beginWithBuilds(
	t: TestContext,
	options: Parameters<typeof startLanguageClient>[0] = {},
): Promise<{ client: LanguageClient; home: MetroHome; uri: string; uriOf: (path: string) => string }> {
	const home = await makeMetroHome(t);
	await installBuilds(home);
	const client = await startLanguageClient({
		workspaceFolders: [home.home],
		env: { HOME: home.home },
		...options,
	});
	t.after(() => client.stop());
	const uriOf = (path: string): string => pathToFileURL(join(home.home, path)).href;
	const uri = await client.open(join(home.home, 'metro/etc/master.conf'), builds['metro/etc/master.conf']);
	await client.connection.sendRequest(requests.refresh.method);
	return { client, home, uri, uriOf };
}

/** More than a hint or an information. */
export const isTrouble = ({ severity = 4 }: Diagnostic): boolean => severity < 3;

/** The place of a text in `metro/etc/master.conf`. */
export function at(
	uri: string,
	text: string,
): { textDocument: { uri: string }; position: { line: number; character: number } } {
	const before = builds['metro/etc/master.conf'].split(text)[0]?.split('\n') ?? [];
	return {
		textDocument: { uri },
		position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
	};
}

/** What the system tells of a directory: names of entries, and that there is nothing (more) to be watched. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { nodeWatcher } from '../../server/src/node/nodeWatcher.ts';

function temporaryDirectory(context: TestContext): string {
	const top = mkdtempSync(join(tmpdir(), 'metro-watch-'));
	context.after(() => rmSync(top, { recursive: true, force: true }));
	return top;
}

/** Watches a directory; the promise resolves to the first event. A watch alone would not keep the process alive. */
function firstTold(path: string, context: TestContext): Promise<string | undefined> {
	const told = Promise.withResolvers<string | undefined>();
	const timer = setTimeout(() => told.reject(new Error('nothing was told')), 20_000);
	const outcome = nodeWatcher.watch(path, told.resolve);
	context.after(() => {
		clearTimeout(timer);
		if (typeof outcome === 'object') outcome.close();
	});
	assert.equal(typeof outcome, 'object', String(outcome));
	return told.promise;
}

test('a written entry is reported by name, even in a directory whose name is not UTF-8', async (context) => {
	const top = temporaryDirectory(context);
	const bytes = Buffer.concat([Buffer.from(`${top}/caf`), Buffer.from([0xe9])]);
	mkdirSync(bytes);
	const told = firstTold(`${top}/caf\udce9`, context);
	writeFileSync(Buffer.concat([bytes, Buffer.from('/new')]), '');
	assert.equal(await told, 'new');
});

test('a removed directory is reported without a name', async (context) => {
	const directory = join(temporaryDirectory(context), 'gone');
	mkdirSync(directory);
	const told = firstTold(directory, context);
	rmSync(directory, { recursive: true });
	assert.equal(await told, undefined);
});

test('a missing directory cannot be watched', (context) => {
	assert.equal(
		nodeWatcher.watch(join(temporaryDirectory(context), 'none'), () => {}),
		'missing',
	);
});

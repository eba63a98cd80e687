/** `npm start`: VS Code opens on the folder, and Ctrl-C leaves nothing behind. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, test } from 'node:test';
import { makeSampleHome } from '../../../scripts/sample/makeSampleHome.ts';
import { launchChromium } from '../../../scripts/vscode/chromium.ts';
import { descendants, isRunning } from '../../../scripts/vscode/processes.ts';
import { openWorkbench } from '../../../scripts/vscode/workbench.ts';
import { root } from '../prepare.ts';
import { eventually } from '../support/poll.ts';

let place: string;
let home: string;

before(async () => {
	place = mkdtempSync(join(tmpdir(), 'metro-start-page-'));
	home = (await makeSampleHome(join(place, 'home'), { now: new Date() })).home;
	// Where the profile of the started editor comes to lie.
	mkdirSync(join(place, 'temp'));
});

after(() => rmSync(place, { recursive: true, force: true, maxRetries: 5 }));

interface Started {
	readonly child: ChildProcess;
	readonly ended: Promise<unknown[]>;
	/** What it has printed so far. */
	output(): string;
}

function start(path: string): Started {
	const child = spawn(process.execPath, [join(root, 'scripts', 'start.ts'), home], {
		env: { ...process.env, PATH: path, TMPDIR: join(place, 'temp') },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk: Buffer) => {
			output += chunk.toString();
		});
	}
	return { child, ended: once(child, 'exit'), output: () => output };
}

/** PATH without a desktop VS Code. */
function pathWithoutCode(): string {
	const folders = (process.env.PATH ?? '').split(delimiter);
	return folders.filter((folder) => !holds(folder, 'code')).join(delimiter);
}

function holds(folder: string, name: string): boolean {
	try {
		return readdirSync(folder).includes(name);
	} catch {
		return false;
	}
}

test('without a desktop VS Code one opens in the browser, and Ctrl-C ends it with all it started', async () => {
	const { child, ended, output } = start(pathWithoutCode());
	const address = await eventually(
		'the address',
		async () => /open at (http:\/\/127\.0\.0\.1:\S+)/.exec(output())?.[1] ?? '',
		(found) => found !== '' || child.exitCode !== null,
		120,
	);
	assert.notEqual(address, '', output());
	const browser = await launchChromium();
	try {
		const workbench = await openWorkbench(browser, address);
		await workbench.showMetro();
		await workbench.row('funtoo-current', 'x86-64bit');
		assert.ok(child.pid);
		const started = descendants(child.pid);
		const programs = started.map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
		assert.ok(
			programs.some((line) => line.includes('server.cjs')),
			'the language server is among them',
		);
		// The terminal's, and the one that the starting program passes on.
		child.kill('SIGINT');
		child.kill('SIGINT');
		assert.deepEqual(await ended, [0, null], output());
		assert.deepEqual(started.filter(isRunning), []);
		assert.deepEqual(
			readdirSync(join(place, 'temp')).filter((name) => name.startsWith('metro-')),
			[],
		);
	} finally {
		await browser.close();
	}
});

test('a desktop VS Code is opened with the extension, without installing it', async () => {
	const bin = join(place, 'bin');
	mkdirSync(bin);
	const arguments_ = join(place, 'arguments');
	writeFileSync(join(bin, 'code'), `#!/bin/sh\nfor word; do echo "$word"; done > '${arguments_}'\nexit 3\n`);
	chmodSync(join(bin, 'code'), 0o755);
	const { ended, output } = start(`${bin}${delimiter}${process.env.PATH}`);
	assert.deepEqual(await ended, [3, null], output());
	assert.deepEqual(readFileSync(arguments_, 'utf8').trimEnd().split('\n'), [
		'--new-window',
		'--wait',
		`--extensionDevelopmentPath=${root}`,
		home,
	]);
});

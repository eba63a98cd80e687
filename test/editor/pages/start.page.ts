/** `npm start` as a user types it: VS Code opens on the folder, its first screen works, and Ctrl-C leaves nothing behind. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, test } from 'node:test';
import { dateText } from '../../../scripts/sample/calendar.ts';
import { makeSampleHome } from '../../../scripts/sample/makeSampleHome.ts';
import { launchChromium } from '../../../scripts/vscode/chromium.ts';
import { firstScreen } from '../../../scripts/vscode/packageExtension.ts';
import { descendants, isRunning } from '../../../scripts/vscode/processes.ts';
import { keepPicture, openWorkbench } from '../../../scripts/vscode/workbench.ts';
import { outDir, root } from '../prepare.ts';
import { freshClone } from '../support/freshClone.ts';
import { eventually } from '../support/poll.ts';

let place: string;

before(() => {
	place = mkdtempSync(join(tmpdir(), 'metro-start-page-'));
	// Where the profiles of the editors that are started come to lie.
	mkdirSync(join(place, 'temp'));
});

after(() => rmSync(place, { recursive: true, force: true, maxRetries: 5 }));

interface Started {
	readonly child: ChildProcess;
	readonly ended: Promise<unknown[]>;
	/** What it has printed so far. */
	output(): string;
	/** The address that it prints. */
	address(): Promise<string>;
}

/** Starts a program as leader of its own process group, as a shell does. */
function run(program: string, args: readonly string[], path: string, cwd = root): Started {
	const child = spawn(program, args, {
		cwd,
		env: { ...process.env, PATH: path, TMPDIR: join(place, 'temp') },
		stdio: ['ignore', 'pipe', 'pipe'],
		detached: true,
	});
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk: Buffer) => {
			output += chunk.toString();
		});
	}
	const address = async (): Promise<string> => {
		const found = await eventually(
			'the address',
			async () => /open at (http:\/\/127\.0\.0\.1:\S+)/.exec(output)?.[1] ?? '',
			(seen) => seen !== '' || child.exitCode !== null,
		);
		assert.notEqual(found, '', output);
		return found;
	};
	return { child, ended: once(child, 'exit'), output: () => output, address };
}

/** `npm start -- DIR`, without npm. */
function start(path: string, home: string): Started {
	return run(process.execPath, [join(root, 'scripts', 'start.ts'), home], path);
}

/** Ends what a test that failed has left running. */
function end({ child }: Started): void {
	if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
	for (const pid of [child.pid, ...descendants(child.pid)]) {
		try {
			process.kill(pid, 'SIGKILL');
		} catch {
			// It has ended already.
		}
	}
}

/** Presses Ctrl-C as a terminal does, and expects that nothing that was started is left. */
async function interrupt(
	{ child, ended, output }: Started,
	outcome: readonly unknown[] = [0, null],
): Promise<void> {
	assert.ok(child.pid);
	const started = descendants(child.pid);
	const programs = started.map((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8'));
	assert.ok(
		programs.some((line) => line.includes('server.cjs')),
		'the language server is among them',
	);
	process.kill(-child.pid, 'SIGINT');
	assert.deepEqual(await ended, outcome, output());
	await eventually(
		'the end of all that was started',
		async () => started.filter(isRunning),
		(left) => left.length === 0,
	);
	assert.deepEqual(
		readdirSync(join(place, 'temp')).filter((name) => name.startsWith('metro-')),
		[],
	);
	assert.match(output(), /Ending VS Code/);
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

test("a fresh clone's npm start: the first screen says what to try, and ▷ and Enter build an archive", async () => {
	const clone = join(place, 'clone');
	await freshClone(clone);
	const started = run('npm', ['start'], pathWithoutCode(), clone);
	const browser = await launchChromium();
	try {
		const address = await started.address();
		const sample = join(clone, '.vscode-test', 'sample-home');
		assert.equal(new URL(address).searchParams.get('folder'), sample);
		// A minute and a half is long for a test.
		const settings = join(sample, '.metro');
		writeFileSync(settings, readFileSync(settings, 'utf8').replace(/^seconds: .*$/m, 'seconds: 4'));

		const workbench = await openWorkbench(browser, address);
		const { page } = workbench;
		const walkthrough = page.locator('.gettingStartedSlideDetails');
		await walkthrough.getByRole('heading', { name: 'Run a Metro build server' }).waitFor();
		await walkthrough.getByRole('button', { name: 'Run Next Build' }).waitFor();
		await page.locator('.tabs-container .tab', { hasText: 'README.md' }).waitFor();
		await eventually(
			'the builds with their arches, without a click',
			() => workbench.rows(),
			(rows) => ['x86-64bit', 'pure64'].every((arch) => rows.some(({ label }) => label === arch)),
		);
		await keepPicture(page, join(outDir, 'pages'), 'first screen');

		const path = ['funtoo-current', 'x86-64bit', 'amd64-k8'] as const;
		const row = await workbench.row(...path);
		await row.hover();
		await row.getByRole('button', { name: 'Build This' }).click();
		await page.locator('.monaco-dialog-box', { hasText: 'what map_build asks for' }).waitFor();
		await page.keyboard.press('Enter');
		await page.locator('.terminal-wrapper.active').waitFor();
		const today = dateText(new Date(), 0);
		await workbench.row(...path, today, 'stage3-….tar.xz');
		await eventually(
			'the row of a build that is complete',
			() => workbench.rows(),
			(rows) =>
				rows.some(
					({ label, description }) => label === 'amd64-k8' && /^fresh, built today/.test(description),
				),
		);
		// npm itself ends by the signal, when what it runs is still ending the editor.
		await interrupt(started, [null, 'SIGINT']);
	} finally {
		end(started);
		await browser.close();
	}
});

test('npm start -- DIR: the folder is not trusted before the user says so, whatever is in it', async () => {
	const { home } = await makeSampleHome(join(place, 'home'), { now: new Date() });
	const started = start(pathWithoutCode(), home);
	const browser = await launchChromium();
	try {
		const { page, row } = await openWorkbench(browser, await started.address());
		await page.getByText(/Restricted Mode: everything is shown; nothing is run/).waitFor();
		await row('funtoo-current', 'x86-64bit');
		await interrupt(started);
	} finally {
		end(started);
		await browser.close();
	}
});

test('a desktop VS Code is opened with the extension, without installing it', async () => {
	const bin = join(place, 'bin');
	mkdirSync(bin);
	const arguments_ = join(place, 'arguments');
	writeFileSync(join(bin, 'code'), `#!/bin/sh\nfor word; do echo "$word"; done > '${arguments_}'\nexit 3\n`);
	chmodSync(join(bin, 'code'), 0o755);
	const { home } = await makeSampleHome(join(place, 'desktop'), { now: new Date() });
	const { ended, output } = start(`${bin}${delimiter}${process.env.PATH}`, home);
	assert.deepEqual(await ended, [3, null], output());
	assert.deepEqual(readFileSync(arguments_, 'utf8').trimEnd().split('\n'), [
		'--new-window',
		'--wait',
		`--extensionDevelopmentPath=${root}`,
		`--extensionDevelopmentPath=${firstScreen}`,
		home,
	]);
});

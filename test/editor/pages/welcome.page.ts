/** A view without rows says why, and what to do next; when the cause is gone, the rows come by themselves. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import type { Workbench } from '../../../scripts/vscode/workbench.ts';
import { editorTests } from '../support/editorTests.ts';
import { eventually } from '../support/poll.ts';

const { editor, open, sample } = editorTests({ trusted: true });

interface Trouble {
	readonly name: string;
	/** Does the damage; gives what repairs it. */
	damage(home: string): () => void;
	readonly says: RegExp;
	/** What the buttons are called. */
	readonly offers: readonly string[];
	/** The fault exists from the start: existing rows would stay while the file is being corrected. */
	readonly fromTheStart?: true;
}

/** Moves something away, and back again. */
function withoutFile(name: string): (home: string) => () => void {
	return (home) => {
		renameSync(join(home, name), join(home, 'away'));
		return () => renameSync(join(home, 'away'), join(home, name));
	};
}

/** Puts something else where a file was, and what it was back again. */
function withText(name: string, text: string | Uint8Array): (home: string) => () => void {
	return (home) => {
		const before = readFileSync(join(home, name));
		writeFileSync(join(home, name), text);
		return () => writeFileSync(join(home, name), before);
	};
}

const troubles: readonly Trouble[] = [
	{
		name: 'no .metro',
		damage: withoutFile('.metro'),
		says: /no Metro set-up|no `?\.metro/,
		offers: ['Choose Metro Home', 'Create .metro'],
	},
	{
		name: '.metro is a directory',
		damage: (home) => {
			const restore = withoutFile('.metro')(home);
			mkdirSync(join(home, '.metro'));
			return () => {
				rmSync(join(home, '.metro'), { recursive: true });
				restore();
			};
		},
		says: /\.metro`? cannot be used/,
		offers: ['Show Problem'],
		fromTheStart: true,
	},
	{
		name: '.metro is nonsense',
		damage: withText('.metro', '[section]\n'),
		says: /\.metro`? cannot be used/,
		offers: ['Show Problem', 'Open .metro'],
		fromTheStart: true,
	},
	{
		name: 'no .buildbot',
		damage: withoutFile('.buildbot'),
		says: /no `?\.buildbot/,
		offers: ['Create .buildbot', 'Create .buildbot from the Mirror'],
	},
	{
		name: '.buildbot is no Python',
		damage: withText('.buildbot', 'builds = (\n'),
		says: /\.buildbot`? cannot be used/,
		offers: ['Show Problem', 'Open .buildbot'],
		fromTheStart: true,
	},
	{
		name: '.buildbot is not UTF-8',
		damage: withText('.buildbot', Uint8Array.of(0x62, 0xff, 0x0a)),
		says: /\.buildbot`? cannot be used/,
		offers: ['Show Problem'],
		fromTheStart: true,
	},
	{
		name: 'no mirror',
		damage: withoutFile('mirror'),
		says: /Repository folder not found/,
		offers: ['Create Directory…', 'Show Problem', 'Open .metro'],
	},
	{
		name: 'nothing that .buildbot names',
		damage: withText(
			'.buildbot',
			'builds = ("funtoo-stable",)\narches = ("pure64",)\nsubarches = ("corei7-pure64",)\n',
		),
		says: /none of the directories/,
		offers: ['Create Directories…', 'Open .buildbot'],
	},
];

/** The language servers of the extension that is installed below this folder. */
function serversBelow(place: string): number[] {
	return execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8' })
		.split('\n')
		.filter((line) => line.includes(join(place, 'extensions')) && line.includes('server.cjs'))
		.map((line) => Number.parseInt(line, 10));
}

test('an empty folder and an empty home: no set-up, and how to get one', async () => {
	const folder = join((await editor()).place, 'empty');
	mkdirSync(folder);
	const workbench = await open(folder);
	await workbench.showMetro();
	await workbench
		.welcome()
		.getByText(/no Metro set-up/)
		.waitFor();
	await workbench.runCommand('Metro: Evaluate As');
	await workbench.notification(/\.metro does not exist/).waitFor();
	await workbench.runCommand('Notifications: Clear All Notifications');
	// The file has no line to go to: what helps is to create it.
	await workbench.runCommand('Metro: Show Problem');
	const missing = workbench.notification(/\.metro does not exist/);
	await missing.getByRole('button', { name: 'Create .metro' }).click();
	const question = workbench.page.locator('.monaco-dialog-box', {
		hasText: `Create ${join(folder, '.metro')}?`,
	});
	await question.getByRole('button', { name: 'Create', exact: true }).click();
	await workbench.page.locator('.tabs-container .tab.active', { hasText: '.metro' }).waitFor();
	assert.deepEqual(readdirSync(folder), ['.metro']);
	// The view has noticed the new home, whose installation is still to be named.
	await workbench
		.welcome()
		.getByText(/\.metro cannot be used/)
		.waitFor();
	await workbench.close();
});

describe('in an open window', () => {
	let home: string;
	let workbench: Workbench;
	/** Servers of windows that were closed: the editor keeps them for a while. */
	let others: readonly number[];

	before(async () => {
		others = serversBelow((await editor()).place);
		home = (await sample('home')).home;
		workbench = await open(home);
		await workbench.showMetro();
		await workbench.row('funtoo-current');
	});

	for (const { name, damage, says, offers, fromTheStart } of troubles) {
		test(`${name}: the view says so and what to do, and recovers by itself`, async () => {
			const repair = damage(home);
			if (fromTheStart) await workbench.runCommand('Metro: Restart Language Server');
			const text = await eventually(
				'a welcome text',
				async () => (await workbench.welcome().allTextContents()).join('\n'),
				(seen) => says.test(seen),
			);
			for (const offer of offers) assert.ok(text.includes(offer), `${offer} is not offered: ${text}`);
			repair();
			await workbench.row('funtoo-current');
		});
	}

	test('a server that ends again and again: the view says so, and how to start it again', async () => {
		const { place } = await editor();
		const killed = new Set<number>();
		await eventually(
			'a server that stays away',
			async () => {
				for (const pid of serversBelow(place).filter((one) => !others.includes(one))) {
					process.kill(pid, 'SIGKILL');
					killed.add(pid);
				}
				return (await workbench.welcome().allTextContents()).join('\n');
			},
			(seen) => /language server does not run/.test(seen),
		);
		assert.equal(killed.size, 5);
		const said = workbench.notification(/language server does not run/);
		await said.getByRole('button', { name: 'Restart Language Server' }).click();
		await workbench.row('funtoo-current');
	});
});

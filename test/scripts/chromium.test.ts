/** Chromium is taken where it is, installed where that can be done, and asked for where it cannot. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, suite, test } from 'node:test';
import { findChromium } from '../../scripts/vscode/chromium.ts';

const path = process.env.PATH;
let bin: string;

suite('Chromium', () => {
	beforeEach(() => {
		bin = join(mkdtempSync(join(tmpdir(), 'metro-chromium-')), 'bin');
		mkdirSync(bin);
		process.env.PATH = bin;
	});

	afterEach(() => {
		process.env.PATH = path;
		rmSync(join(bin, '..'), { recursive: true });
	});

	function program(name: string, script: string): string {
		const file = join(bin, name);
		writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
		return file;
	}

	test('a Chromium on PATH is used, and nothing is installed', async () => {
		program('apt-get', 'echo called > "$0.called"');
		const chrome = program('google-chrome', '');
		assert.equal(await findChromium({ isRoot: true }), chrome);
		assert.equal(existsSync(join(bin, 'apt-get.called')), false);
	});

	test('root on Debian gets it from apt-get', async () => {
		program(
			'apt-get',
			`echo "$*" >> "$0.called"; [ "$1" = update ] || { echo > ${bin}/chromium-headless-shell; /bin/chmod +x ${bin}/chromium-headless-shell; }`,
		);
		const lines: string[] = [];
		const found = await findChromium({ isRoot: true, report: (line) => lines.push(line) });
		assert.equal(found, join(bin, 'chromium-headless-shell'));
		assert.equal(lines.length, 1);
		const calls = readFileSync(join(bin, 'apt-get.called'), 'utf8');
		assert.equal(calls, 'update -q\ninstall -q -y --no-install-recommends chromium-headless-shell\n');
	});

	test('an installation that fails is reported with what apt-get said', async () => {
		program('apt-get', 'echo "Unable to fetch"; exit 100');
		await assert.rejects(
			findChromium({ isRoot: true, report: () => undefined }),
			/status 100:\nUnable to fetch/,
		);
	});

	for (const [what, isRoot, apt] of [
		['someone who is not root', false, true],
		['a system without apt-get', true, false],
	] as const) {
		test(`${what} gets a message with what to install`, async () => {
			if (apt) program('apt-get', 'exit 0');
			await assert.rejects(
				findChromium({ isRoot }),
				/Chromium is missing: install one of chromium-headless-shell, chromium, .*apt-get install chromium-headless-shell/,
			);
		});
	}
});

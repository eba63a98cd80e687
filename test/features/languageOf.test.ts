import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { languageOf } from '../../server/src/features/languageOf.ts';

/** Documents as editors name them, and the language that each is in. */
const cases: readonly [language: string | undefined, languageId: string, uri: string, text: string][] = [
	// The editor's own word
	['metro', 'metro', 'untitled:Untitled-1', 'a: b\n'],
	['metro', 'metro', 'file:///x/y.txt', ''],
	['metro-buildbot', 'metro-buildbot', 'git:/x/y?ref', ''],
	// Names
	['metro', '', 'file:///root/.metro', ''],
	['metro', 'conf', 'file:///root/metro/metro.conf', ''],
	['metro', 'plaintext', 'file:///x/mine.metro', ''],
	['metro-buildbot', 'python', 'file:///root/.buildbot', ''],
	[undefined, 'python', 'file:///root/buildbot.py', ''],
	[undefined, 'conf', 'file:///root/metro.conf.bak', 'a: b\n'],
	// Places in an installation
	['metro', 'conf', 'file:///m/etc/builds/current/build.conf', ''],
	['metro', 'conf', 'file:///m/etc/builds/packages/x86-64bit.conf', ''],
	['metro', 'conf', 'file:///m/etc/master.conf', ''],
	['metro', 'plaintext', 'file:///m/etc/multi-targets/full', ''],
	['metro', 'plaintext', 'file:///m/etc/fslayouts/funtoo/type/live', ''],
	['metro', 'spec', 'file:///m/targets/gentoo/stage3.spec', ''],
	['metro', 'spec', 'file:///m/targets/gentoo/steps/chroot%20run.spec', ''],
	['metro', 'spec', 'file:///m/subarch/core2_64.spec', ''],
	[undefined, 'conf', 'file:///m/etc/fsroot/etc/builds/fsroot/x.conf', ''],
	// First lines
	['metro', 'plaintext', 'untitled:Untitled-2', '[collect ./x'],
	['metro', '', 'file:///x/y', '[section path/mirror]\n'],
	['metro', '', 'file:///x/y', '[when target is stage3]\n'],
	['metro', '', 'file:///x/y', '[option parse/lax]\n'],
	// What is none of ours
	[undefined, 'conf', 'file:///etc/nginx/nginx.conf', 'user: www\n'],
	[undefined, 'spec', 'file:///rpm/SPECS/x.spec', 'Name: x\n'],
	[undefined, 'ini', 'file:///x/a.ini', '[section]\na = b\n'],
	[undefined, 'ini', 'file:///x/.gitconfig', '[section "name"]\na = b\n'],
	[undefined, 'toml', 'file:///x/a.toml', '[option]\na = 1\n'],
	[undefined, 'toml', 'file:///x/a.toml', '[when.x]\na = 1\n'],
	[undefined, 'plaintext', 'file:///x/y', 'text\n[section x]\n'],
];

for (const [language, languageId, uri, text] of cases) {
	test(`${uri} that begins with ${JSON.stringify(text)} is ${language ?? 'none of ours'}`, () => {
		assert.equal(languageOf(languageId, uri, text), language);
	});
}

test('the extension recognises the same first lines', () => {
	const { contributes } = JSON.parse(
		readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'),
	) as { contributes: { languages: { id: string; firstLine?: string }[] } };
	const firstLine = contributes.languages.find(({ id }) => id === 'metro')?.firstLine ?? '(?!)';
	for (const [, , , text] of cases) {
		const isMetro = languageOf('', 'file:///x/y', text) === 'metro';
		assert.equal(new RegExp(firstLine).test(text), isMetro, text);
	}
});

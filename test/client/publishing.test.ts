/** What Publish and Maintain Repository ask and say. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { heldOf, maintained, maintainQuestion, stepWords } from '../../client/src/buildrepo/maintenance.ts';
import { published, publishQuestion } from '../../client/src/buildrepo/publishing.ts';
import { publishPreview } from '../../client/src/buildrepo/publishPreview.ts';
import type { BuildrepoEvent, PublishedTarget } from '../../server/src/protocol/events.ts';

const target: PublishedTarget = {
	name: 'publish',
	place: 'www:/srv',
	program: 'rsync',
	state: 'planned',
	files: 14,
	bytes: 2048,
	parts: [],
	removed: 0,
	removes: [],
	leftOut: [],
	held: [],
	kept: [],
	reason: null,
};

const offersOf = ({ offers }: { readonly offers: readonly { readonly label: string }[] }) =>
	offers.map(({ label }) => label);

suite('publish', () => {
	const unready = { name: 'a', reason: 'it is not complete' };
	const held = { name: 'index.xml', reason: 'it names b, which is not published', cause: null } as const;
	test('asks in a line: that an index is held back comes first, then what is removed', () => {
		const question = publishQuestion('/home', [
			{ ...target, removed: 1, leftOut: [unready, { ...unready, name: 'b' }, { ...unready, name: 'c' }] },
			{ ...target, place: 'b2:x' },
		]);
		assert.ok('title' in question);
		assert.match(question.title, /^Publish 28 files \(4.* KiB\) to www:\/srv, b2:x\?$/);
		assert.equal(question.detail, '1 file is removed there.');
		assert.equal(question.kept, '3 are left out');
		const old = publishQuestion('/home', [{ ...target, held: [{ ...held, remedy: 'wait' }] }]);
		assert.ok('title' in old);
		assert.equal(old.detail, 'index.xml is held back: visitors see the old one. Nothing is removed there.');
	});

	test('does not ask where nothing would be sent or removed', () => {
		const said = publishQuestion('/home', [{ ...target, files: 0, bytes: 0 }]);
		assert.ok('severity' in said);
		assert.deepEqual(
			[said.severity, said.text],
			['information', 'www:/srv has all of it: nothing would be sent, and nothing removed.'],
		);
		const outdated = [{ ...held, remedy: 'write' }] as const;
		const partly = publishQuestion('/home', [{ ...target, files: 0, leftOut: [unready], held: outdated }]);
		assert.ok('severity' in partly);
		assert.match(partly.text, /removed\. index\.xml is held back: it names b, which is not published\.$/);
		assert.deepEqual(offersOf(partly), ['Write index.xml', 'Show Output']);
		const waiting = publishQuestion('/home', [{ ...target, files: 0, leftOut: [unready] }]);
		assert.match('text' in waiting ? waiting.text : '', /removed\. Left out: a: it is not complete\.$/);
	});

	test('the preview has the names of what is sent, removed and left out, with sizes and remedies', () => {
		const parts = [
			{ part: 'files', files: 12, bytes: 2000, names: [{ name: 'b/x.tar.xz', bytes: 1024 }] },
			{ part: 'links', files: 1, bytes: 48, names: [{ name: 'b/latest', bytes: null }] },
		] as const;
		const bad = { name: 'b', reason: 'x was written after its hash file', remedy: 'hash it again' };
		const waiting = { ...held, cause: bad.reason, remedy: 'wait' } as const;
		const told = {
			...target,
			parts,
			removed: 3,
			removes: ['old/x'],
			leftOut: [unready, bad],
			held: [waiting],
		};
		assert.deepEqual(publishPreview([told]).split('\n'), [
			'www:/srv: 14 files (2.0 KiB) would be sent.',
			'',
			'Removed there:',
			'  old/x',
			'  2 more',
			'',
			'Index files that are held back:',
			'  index.xml: it names b, which is not published: x was written after its hash file',
			'',
			'Left out:',
			'  a: it is not complete',
			'  b: x was written after its hash file: hash it again',
			'',
			'Archives and other files, 12 files (2.0 KiB):',
			'  b/x.tar.xz (1.0 KiB)',
			'  11 more',
			'',
			'Links, 1 file (48 bytes):',
			'  b/latest',
			'',
		]);
	});

	test('does not ask where it cannot be done', () => {
		const message = publishQuestion('/home', [
			{ ...target, state: 'failed', reason: 'it lies in the mirror' },
		]);
		assert.ok('severity' in message);
		assert.equal(message.text, 'Nothing was published to www:/srv: it lies in the mirror.');
		assert.deepEqual(message.offers[0]?.arguments, ['/home', 'publish/target']);
	});

	test('says what came of it', () => {
		const done = { ...target, state: 'published', removed: 2 } as const;
		const good = published('/home', [done]);
		assert.match(good.text, /^Published to www:\/srv: 14 files \(.*\)\. 2 files were removed there\.$/);
		const outdated = published('/home', [{ ...done, held: [{ ...held, remedy: 'write' }] }]);
		assert.equal(outdated.severity, 'warning');
		assert.match(outdated.text, /index\.xml is held back: it names b, which is not published\.$/);
		assert.deepEqual(offersOf(outdated), ['Write index.xml', 'Publish Again…', 'Show Output']);
		const bad = { name: 'b', reason: 'x was written after its hash file', remedy: 'hash it again' };
		const waiting = { ...held, cause: bad.reason, remedy: 'wait' } as const;
		const unsound = published('/home', [{ ...done, leftOut: [bad], held: [waiting, waiting] }]);
		assert.match(
			unsound.text,
			/index\.xml is held back: x was written after its hash file\. 1 other is held back as well\.$/,
		);
		assert.deepEqual(offersOf(unsound), ['Verify', 'Publish Again…', 'Show Output']);
		const failed = published('/home', [{ ...done, state: 'failed', reason: 'the connection was lost' }]);
		assert.match(
			failed.text,
			/failed: the connection was lost\. 14 files \(.*\) sent before that stay there\.$/,
		);
	});
});

suite('maintain', () => {
	const report = (...events: readonly BuildrepoEvent[]) => ({ events });
	test('asks with what the steps would do', () => {
		const item = {
			action: 'remove',
			kind: 'build',
			path: '/m/a',
			bytes: 1024,
			reason: 'superseded',
		} as const;
		const plan = { event: 'plan', items: [item], script: '', sha256: '' } as const;
		const held = { ...item, action: 'keep', path: '/m/b', reason: 'held-back' } as const;
		const both = { ...plan, items: [item, held] };
		const { title, detail, kept } = maintainQuestion(report(both, { event: 'published', target }), '/m');
		assert.equal(title, 'Maintain /m?');
		assert.match(detail, /^Removes 1 build \(1.* KiB\)\. Publishes 14 files \(2\.0 KiB\) or more\.$/);
		assert.equal(kept, '1 build held back stay');
		const waiting = { name: 'index.xml', reason: 'it names b', cause: null, remedy: 'wait' } as const;
		const published = { event: 'published', target: { ...target, held: [waiting] } } as const;
		assert.match(
			maintainQuestion(report(plan, published), '/m').detail,
			/^index\.xml is held back: visitors see the old one\. Removes 1 build/,
		);
		assert.equal(maintainQuestion(report(), '/m').detail, 'Removes nothing. Publishes nothing.');
		assert.deepEqual(heldOf(report(plan), ['/m/a', '/m/gone']), ['/m/a']);
	});

	test('says what it does in words', () => {
		assert.equal(stepWords({ event: 'step', step: 'digestgen' }), 'Hashing new archives…');
		assert.equal(stepWords({ event: 'note', message: 'x' }), undefined);
	});

	test('says what came of the steps', () => {
		const step = (name: 'clean' | 'index.xml' | 'publish', state: 'done' | 'failed' | 'skipped' | 'off') =>
			({ step: name, state, reason: null }) as const;
		const steps = [step('clean', 'done'), step('publish', 'off')];
		const good = report(
			{ event: 'removed', kind: 'build', path: '/m/a', bytes: 1024 },
			{ event: 'hashed', path: '/m/b', again: false },
			{ event: 'hashed', path: '/m/c', again: false },
			{ event: 'written', path: '/m/index.xml' },
			{ event: 'published', target },
			{ event: 'maintained', steps },
		);
		assert.equal(
			maintained('/home', good).text,
			'Maintained: 1 build removed (1.0 KiB), 2 archives hashed, 1 index.xml written, 14 files (2.0 KiB) published.',
		);
		const idle = report({ event: 'maintained', steps });
		assert.equal(maintained('/home', idle).text, 'Maintained: all was as it should be.');
		const bad = report(
			{ event: 'problem', message: 'no space left' },
			{
				event: 'maintained',
				steps: [step('clean', 'done'), step('index.xml', 'failed'), step('publish', 'skipped')],
			},
		);
		const { severity, text } = maintained('/home', bad);
		assert.equal(severity, 'error');
		assert.equal(text, 'Maintenance failed in index.xml: no space left. Not tried: publish.');
		const cause = 'x was written after its hash file';
		const held = { name: 'index.xml', reason: 'it names b', cause, remedy: 'wait' } as const;
		const partly = report(
			{ event: 'published', target: { ...target, files: 0, held: [held] } },
			{ event: 'problem', message: 'all of it, in many words' },
			{ event: 'maintained', steps: [step('publish', 'failed')] },
		);
		assert.equal(
			maintained('/home', partly).text,
			`Maintenance failed in publish: index.xml is held back: ${cause}.`,
		);
	});
});

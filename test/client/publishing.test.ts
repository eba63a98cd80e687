/** What Publish and Maintain Repository ask and say. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import {
	maintained,
	maintainQuestion,
	published,
	publishQuestion,
} from '../../client/src/buildrepo/publishing.ts';
import type { BuildrepoEvent, PublishedTarget } from '../../server/src/protocol/events.ts';

const target: PublishedTarget = {
	name: 'publish',
	place: 'www:/srv',
	program: 'rsync',
	state: 'planned',
	files: 14,
	bytes: 2048,
	removed: 0,
	leftOut: [],
	held: [],
	kept: [],
	reason: null,
};

const offersOf = ({ offers }: { readonly offers: readonly { readonly label: string }[] }) =>
	offers.map(({ label }) => label);

suite('publish', () => {
	test('asks with numbers, and names what is left out', () => {
		const question = publishQuestion([
			{ ...target, removed: 1, leftOut: [{ name: 'a', reason: 'it is not complete' }] },
			{ ...target, place: 'b2:x' },
		]);
		assert.ok('title' in question);
		assert.match(question.title, /^Publish 28 files \(4.* KiB\) to www:\/srv, b2:x\?$/);
		assert.match(question.detail, /^1 file is removed there\. Indexes come last/);
		assert.equal(question.kept, '1 is left out');
	});

	test('does not ask where it cannot be done', () => {
		const message = publishQuestion([{ ...target, state: 'failed', reason: 'it lies in the mirror' }]);
		assert.ok('severity' in message);
		assert.equal(message.text, 'www:/srv cannot be published to: it lies in the mirror.');
	});

	test('says what came of it', () => {
		const done = { ...target, state: 'published', removed: 2 } as const;
		const good = published('/home', [done]);
		assert.match(good.text, /^Published to www:\/srv: 14 files \(.*\) sent\. 2 files were removed there\.$/);
		const held = published('/home', [
			{ ...done, held: [{ name: 'index.xml', reason: 'it names a', remedy: 'write' }] },
		]);
		assert.equal(held.severity, 'warning');
		assert.match(held.text, /index\.xml was not published: it names a\.$/);
		assert.deepEqual(offersOf(held), ['Write index.xml', 'Publish Again…', 'Show Output']);
		const failed = published('/home', [{ ...done, state: 'failed', reason: 'the connection was lost' }]);
		assert.match(failed.text, /failed: the connection was lost\. What was sent stays there\.$/);
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
		const { title, detail } = maintainQuestion(report(plan, { event: 'published', target }), '/m');
		assert.equal(title, 'Maintain /m?');
		assert.match(detail, /^Clean removes 1 build \(1.* KiB\)\. Archives .* 14 files .* are published\.$/);
		assert.match(maintainQuestion(report(), '/m').detail, /^Nothing is cleaned\. .* Nothing is published\.$/);
	});

	test('says what came of the steps', () => {
		const step = (name: 'clean' | 'index.xml' | 'publish', state: 'done' | 'failed' | 'skipped' | 'off') =>
			({ step: name, state, reason: null }) as const;
		const good = report({ event: 'maintained', steps: [step('clean', 'done'), step('publish', 'off')] });
		assert.equal(maintained('/home', good).text, 'Maintained: clean.');
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
	});
});

/** What is said of an edit of `.buildbot` before it is made. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { finish } from '../../../server/src/base/work.ts';
import { editAnswerWork } from '../../../server/src/features/buildbot/edits/editAnswer.ts';
import { newBuildbotAnswer } from '../../../server/src/features/buildbot/edits/newBuildbotAnswer.ts';
import type { EditWish } from '../../../server/src/protocol/index.ts';
import type { SetupSnapshot } from '../../../server/src/setup/setupSnapshot.ts';

/** @param present the builds in which the repository has the subarch x */
function snapshot(isLater: boolean, present: readonly string[] = []): SetupSnapshot {
	const rules = { isLater, hostName: isLater ? 'alpha' : undefined };
	const subarches = present.map((build) => ({ build, arch: 'a', subarch: 'x' }));
	const setup = { rules, buildbotFile: '/home/.buildbot', mirror: '/mirror' };
	return { setup, repository: { subarches } } as unknown as SetupSnapshot;
}

function notes(source: string, of: SetupSnapshot, wish: EditWish): readonly string[] {
	const answer = finish(editAnswerWork(of, source, wish));
	return answer.kind === 'edit' ? [answer.places, answer.effect, ...answer.hosts] : [answer.reason];
}

const lists = 'builds = ("b", "c")\narches = ("a",)\n';
const single = `${lists}subarches = ("x",)\n`;
const subarch = (name: string, to: EditWish['to']): EditWish => ({ holds: 'subarches', name, to });

test('one name concerns all builds that have it', () => {
	assert.deepEqual(notes(single, snapshot(false, ['b', 'c']), subarch('x', 'nowhere')), [
		'b / a, c / a',
		'Its builds stay in the mirror, and Clean and index.xml no longer see them.',
	]);
	assert.deepEqual(
		notes(single, snapshot(false, ['1', '2', '3', '4', '5', '6', '7', '8']), subarch('x', 'elsewhere')),
		['1 / a, 2 / a, 6 more', 'Its builds are still cleaned and listed.'],
	);
	assert.deepEqual(notes(single, snapshot(false), subarch('n', 'here')), [
		'',
		'Metro builds it as soon as its directory exists: Create Directories makes it.',
	]);
});

test('since December 2020 the hosts that the file names are told', () => {
	const shared = (body: string): string =>
		`${lists}all_subarches = ("x",)\ndef get_subarches(hostname=None, release=None):\n${body}`;
	const all = shared(
		'\tif hostname == "beta":\n\t\treturn ("x",)\n\tif hostname == "gamma":\n\t\treturn open("f").read().split()\n\tif hostname in ("alpha", "delta"):\n\t\treturn all_subarches\n\treturn ()\n',
	);
	assert.deepEqual(notes(all, snapshot(true), subarch('n', 'here')).slice(2), [
		'gamma: it is unknown whether n is then built there.',
		'delta: n is then built there, too.',
	]);
	assert.deepEqual(notes(all, snapshot(true), subarch('x', 'nowhere')).slice(2), [
		'beta, delta: x is then no longer built there.',
		'gamma: it is unknown whether x is then built there.',
	]);
});

test('no file is made of a mirror that is not known whole', () => {
	const places = [{ build: 'b', arch: 'a', subarch: 'x' }];
	for (const [present, reason] of [
		[undefined, 'There is no mirror yet: set path/mirror in .metro first.'],
		[
			{ places, unread: ['unreadable directory /mirror/b'], isCut: false },
			'Not everything in /mirror is known: unreadable directory /mirror/b',
		],
		[{ places, unread: ['one', 'two'], isCut: false }, 'Not everything in /mirror is known: one, and 1 more'],
		[
			{ places, unread: [], isCut: true },
			'Not everything in /mirror is known: The mirror has more directories than were looked at.',
		],
	] as const)
		assert.deepEqual(newBuildbotAnswer(snapshot(false), present), { kind: 'refused', reason });
});

/** A text that was edited is read as if it had been so from the beginning, whatever was typed on the way. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BuildbotText, evaluateBuildbot, readBuildbot } from '../../server/src/buildbot/index.ts';
import { readPython } from '../../server/src/python/syntax/readPython.ts';
import { randomNumbers } from '../flexdata/randomText.ts';
import { edited, sources } from './randomEdits.ts';

/** All that features read off an evaluation. */
function shown(text: BuildbotText): object {
	const { problems, outline, settings, dynamic, error, stopped } = evaluateBuildbot(text);
	return { problems, outline: { ...outline }, settings, dynamic, error, stopped };
}

test('any sequence of edits leads to what a fresh reading gives', () => {
	const random = randomNumbers(7);
	for (const source of sources) {
		let text = source;
		let before = readBuildbot(text);
		for (let edit = 0; edit < 25; edit++) {
			text = random() < 0.1 ? source : edited(text, random);
			const after = readBuildbot(text, before);
			const fresh = readBuildbot(text);
			assert.deepEqual(after, fresh, JSON.stringify(text));
			assert.deepEqual(shown(after), shown(fresh), JSON.stringify(text));
			before = after;
		}
	}
});

test('the pieces of a text fill it without gaps', () => {
	const random = randomNumbers(8);
	for (const source of sources) {
		const text = edited(edited(source, random), random);
		const { pieces } = readPython(text);
		assert.equal(pieces.map(({ start, end }) => text.slice(start, end)).join(''), text);
	}
});

test('a piece is a statement with its decorators, its other branches and the comments behind it', () => {
	const statements = [
		'# a\n\nx = 1\n',
		'y = (\n\t"a",\n\n# b\n)\n',
		'if x:\n\tz = 2\n\n# c\nelse:\n\tz = 3\n',
		'@d\n# e\ndef f(): pass\n\n# g\n',
		'v = 4; w = \\\n5',
	];
	const text = statements.join('');
	const before = readPython(text);
	assert.deepEqual(
		before.pieces.map(({ start, end }) => text.slice(start, end)),
		statements,
	);
	const after = readPython(`${text}0`, before);
	assert.deepEqual(
		after.pieces.map((piece, index) => piece === before.pieces[index]),
		[true, true, true, false, false],
	);
});

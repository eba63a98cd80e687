/** An edited text gives the same result as a fresh one, whatever was typed in between. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
	type BuildbotText,
	evaluateBuildbot,
	type Outline,
	readBuildbot,
} from '../../server/src/buildbot/index.ts';
import { readPython } from '../../server/src/python/syntax/readPython.ts';
import { anyEdit, anySource, edited } from './anyEdits.ts';

/** All that features read off an evaluation. */
function shown(text: BuildbotText): object {
	const { problems, outline, settings, dynamic, error, stopped } = evaluateBuildbot(text);
	return { problems, outline: plain(outline), settings, dynamic, error, stopped };
}

const samples = ['funtoo-current', 'generic_64', 'full', ''];

/** An outline with what its functions say of some names in place of these. */
function plain(outline: Outline): object {
	const { mapBuildReads } = outline;
	const reads = mapBuildReads && [...mapBuildReads].map(([at, tell]) => [at, tell && samples.map(tell)]);
	return { ...outline, mapBuildReads: reads };
}

test('any sequence of edits gives the same results as a fresh reading', () => {
	const steps = fc.array(fc.option(anyEdit, { freq: 10 }), { maxLength: 40, size: 'max' });
	const property = fc.property(anySource, steps, (source, edits) => {
		let text = source;
		let before = readBuildbot(text);
		for (const edit of edits) {
			// Now and then everything is undone.
			text = edit === null ? source : edited(text, edit);
			const after = readBuildbot(text, before);
			const fresh = readBuildbot(text);
			assert.deepEqual(
				{ ...after, outline: plain(after.outline) },
				{ ...fresh, outline: plain(fresh.outline) },
				JSON.stringify(text),
			);
			assert.deepEqual(shown(after), shown(fresh), JSON.stringify(text));
			before = after;
		}
	});
	fc.assert(property, { seed: 7, numRuns: 200 });
});

test('the pieces of a text fill it without gaps', () => {
	const property = fc.property(anySource, anyEdit, anyEdit, (source, first, second) => {
		const text = edited(edited(source, first), second);
		const { pieces } = readPython(text);
		assert.equal(pieces.map(({ start, end }) => text.slice(start, end)).join(''), text);
	});
	fc.assert(property, { seed: 8, numRuns: 300 });
});

test('a piece is a statement with its decorators, its other branches and the comments after it', () => {
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

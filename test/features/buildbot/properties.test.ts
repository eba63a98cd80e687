/** What holds for every `.buildbot`: features never fail, never point outside, and do not depend on how a text came about. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Range } from 'vscode-languageserver-types';
import { buildbotFeatures } from '../../../server/src/features/buildbot/index.ts';
import { toPosition, toRange } from '../../../server/src/features/convert.ts';
import type { DocumentView } from '../../../server/src/features/documentView.ts';
import { bareContext } from '../../../server/src/setup/buildbot/buildbotContext.ts';
import { anyEdit, anySource, edited } from '../../buildbot/anyEdits.ts';
import { anyPlace, placeIn } from '../../flexdata/anyText.ts';
import { documentOf } from '../../support/cursor.ts';

const never = new AbortController().signal;
const features = buildbotFeatures(
	async () => bareContext,
	{ now: () => 0 },
	{ uriOf: String, hasCommands: () => false },
);

test('any sequence of edits gives the diagnostics of a fresh open', async () => {
	const property = fc.asyncProperty(anySource, fc.array(anyEdit), async (source, edits) => {
		const opening = {};
		let text = source;
		for (const edit of [undefined, ...edits]) {
			if (edit !== undefined) text = edited(text, edit);
			const document = documentOf(text, '/home/metro/.buildbot', opening);
			const fresh = documentOf(text, '/home/metro/.buildbot', {});
			const expected = await features.diagnostics(fresh, never);
			assert.deepEqual(await features.diagnostics(document, never), expected, text);
		}
	});
	await fc.assert(property, { seed: 11, numRuns: 200 });
});

test('every feature answers for every text, and points into it', async () => {
	const edits = fc.array(anyEdit, { minLength: 3, maxLength: 3 });
	const property = fc.asyncProperty(anySource, edits, anyPlace, async (source, changes, place) => {
		const text = changes.reduce(edited, source);
		const document = documentOf(text, '/home/metro/.buildbot');
		const position = toPosition(document.lines, placeIn(text, place));
		const whole = toRange(document.lines, { start: 0, end: text.length });
		const diagnostics = await features.diagnostics(document, never);
		const answers = await Promise.all([
			features.completion?.(document, position, never),
			features.hover?.(document, position, never),
			features.codeActions?.(document, whole, diagnostics, never),
			features.definition?.(document, position, never),
			features.references?.(document, position, never),
			features.prepareRename?.(document, position, never),
			features.rename?.(document, position, 'other_name', never),
			features.documentSymbols?.(document, never),
			features.foldingRanges?.(document, never),
			features.semanticTokens?.(document, undefined, never),
		]);
		for (const range of rangesIn([diagnostics, answers])) assertInside(range, document);
	});
	await fc.assert(property, { seed: 12, numRuns: 200 });
});

/** All ranges anywhere in an answer. */
function rangesIn(answer: unknown): Range[] {
	if (typeof answer !== 'object' || answer === null) return [];
	if (Range.is(answer)) return [answer];
	return Object.values(answer).flatMap(rangesIn);
}

function assertInside({ start, end }: Range, { lines, text }: DocumentView): void {
	for (const { line, character } of [start, end]) {
		const { line: backLine, character: column } = lines.at(lines.offset(line, character));
		assert.deepEqual([backLine, column], [line, character], JSON.stringify(text));
	}
}

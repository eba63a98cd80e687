/** What holds for every `.buildbot`: features never fail, never point outside, and do not depend on how a text came about. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Range } from 'vscode-languageserver-types';
import { evaluateBuildbot } from '../../../server/src/buildbot/index.ts';
import { checkBuildbot } from '../../../server/src/check/checkBuildbot.ts';
import { buildbotFeatures } from '../../../server/src/features/buildbot/index.ts';
import { toDiagnostic, toPosition, toRange } from '../../../server/src/features/convert.ts';
import type { DocumentView } from '../../../server/src/features/documentView.ts';
import { bareContext } from '../../../server/src/setup/buildbotContext.ts';
import { edited, sources } from '../../buildbot/randomEdits.ts';
import { randomNumbers } from '../../flexdata/randomText.ts';
import { documentOf } from '../../support/cursor.ts';

const never = { aborted: false };
const features = buildbotFeatures(async () => bareContext);

/** What somebody sees who opens the text as it is. */
function freshDiagnostics(document: DocumentView): unknown {
	const problems = checkBuildbot(evaluateBuildbot(document.text), bareContext, false);
	return problems.map((problem) => toDiagnostic(document, problem));
}

test('any sequence of edits gives the diagnostics of a fresh open', async () => {
	const random = randomNumbers(11);
	for (const source of sources) {
		const opening = {};
		for (let edit = 0, text = source; edit < 6; edit++, text = edited(text, random)) {
			const document = documentOf(text, '/home/metro/.buildbot', opening);
			assert.deepEqual(await features.diagnostics(document, never), freshDiagnostics(document), text);
		}
	}
});

test('every feature answers for every text, and points into it', async () => {
	const random = randomNumbers(12);
	for (const source of sources) {
		const text = edited(edited(edited(source, random), random), random);
		const document = documentOf(text, '/home/metro/.buildbot');
		const position = toPosition(document.lines, Math.floor(random() * (text.length + 1)));
		const whole = toRange(document.lines, { start: 0, end: text.length });
		const diagnostics = await features.diagnostics(document, never);
		const answers = await Promise.all([
			features.completion?.(document, position, never),
			features.hover?.(document, position, never),
			features.codeActions?.(document, whole, diagnostics, never),
			features.definition?.(document, position, never),
			features.references?.(document, position, never),
			features.documentSymbols?.(document, never),
			features.foldingRanges?.(document, never),
			features.semanticTokens?.(document, undefined, never),
		]);
		for (const range of rangesIn([diagnostics, answers])) assertInside(range, document);
	}
});

/** All ranges anywhere in an answer. */
function rangesIn(answer: unknown): Range[] {
	if (typeof answer !== 'object' || answer === null) return [];
	if ('start' in answer && 'end' in answer) return [answer as Range];
	return Object.values(answer).flatMap(rangesIn);
}

function assertInside({ start, end }: Range, { lines, text }: DocumentView): void {
	for (const { line, character } of [start, end]) {
		const { line: backLine, character: column } = lines.at(lines.offset(line, character));
		assert.deepEqual([backLine, column], [line, character], JSON.stringify(text));
	}
}

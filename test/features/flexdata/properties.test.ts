/** What holds for every text: features never fail, never point outside, and do not depend on how a text came about. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Range } from 'vscode-languageserver-types';
import { LineIndex } from '../../../server/src/base/lineIndex.ts';
import { toRange } from '../../../server/src/features/convert.ts';
import type { DocumentView } from '../../../server/src/features/documentView.ts';
import { flexdataDiagnostics } from '../../../server/src/features/flexdata/diagnostics.ts';
import { parsedFile } from '../../../server/src/features/flexdata/flexdataDocument.ts';
import { flexdataFeatures } from '../../../server/src/features/flexdata/index.ts';
import { parse } from '../../../server/src/flexdata/index.ts';
import { anyPlace, anyText, placeIn } from '../../flexdata/anyText.ts';
import { type ConfigFixture, configFixture } from '../../support/configFixture.ts';
import { documentOf } from '../../support/cursor.ts';
import { nowhere } from './support.ts';

const path = '/metro/etc/master.conf';
const never = new AbortController().signal;

async function contextOf({ sources, context }: ConfigFixture): Promise<typeof nowhere> {
	const configuration = sources.configuration();
	const { version, install, library } = await configuration.contents(never);
	return {
		...nowhere,
		version,
		install,
		library,
		evaluation: await configuration.evaluation(context, never),
	};
}

test('every feature answers for every text, and points into it', async () => {
	const property = fc.asyncProperty(anyText(80), anyPlace, async (text, place) => {
		const fixture = await configFixture('//- /metro/etc/master.conf\n');
		const document = documentOf(text, path);
		fixture.open.set(path, parsedFile(document));
		fixture.sources.textChanged(path);
		const context = await contextOf(fixture);
		const offset = placeIn(text, place);
		const { start: position } = toRange(document.lines, { start: offset, end: offset });
		const whole = toRange(document.lines, { start: 0, end: text.length });
		const features = flexdataFeatures({
			of: async () => context,
			reread: async () => context,
			all: async () => [context],
			pathOf: (uri) => uri.slice('file://'.length),
		});
		const items = (await features.prepareCallHierarchy?.(document, position, never)) ?? [];
		const answers = await Promise.all([
			features.diagnostics(document, never),
			features.completion?.(document, position, never),
			features.hover?.(document, position, never),
			features.codeActions?.(document, whole, [], never),
			features.definition?.(document, position, never),
			features.references?.(document, position, never),
			features.documentHighlights?.(document, position, never),
			features.prepareRename?.(document, position, never),
			features.rename?.(document, position, 'renamed/to', never),
			features.documentLinks?.(document, never),
			features.documentSymbols?.(document, never),
			features.workspaceSymbols?.('a', never),
			features.foldingRanges?.(document, never),
			features.selectionRanges?.(document, [position], never),
			features.codeLenses?.(document, never),
			features.inlayHints?.(document, whole, never),
			features.semanticTokens?.(document, undefined, never),
			features.formatting?.(document, undefined, never),
			...items.map((item) => features.incomingCalls?.(item, never)),
			...items.map((item) => features.outgoingCalls?.(item, never)),
		]);
		for (const range of rangesIn(answers[0])) assertInside(range, document, text);
		for (const range of rangesIn(answers[13])) assertInside(range, document, text);
	});
	await fc.assert(property, { seed: 4, numRuns: 150 });
});

function rangesIn(answer: unknown): Range[] {
	if (Array.isArray(answer)) return answer.flatMap(rangesIn);
	return typeof answer === 'object' && answer !== null && 'range' in answer ? [answer.range as Range] : [];
}

function assertInside({ start, end }: Range, { lines }: DocumentView, text: string): void {
	for (const { line, character } of [start, end]) {
		const { line: backLine, character: column } = lines.at(lines.offset(line, character));
		assert.deepEqual([backLine, column], [line, character], JSON.stringify(text));
	}
}

const anyChange = fc.record({ place: anyPlace, gone: fc.nat(11), added: anyText(5) });

test('any sequence of edits gives the same results as a fresh open', async () => {
	const edits = fc.array(anyChange, { maxLength: 60, size: 'max' });
	const property = fc.asyncProperty(edits, async (changes) => {
		const fixture = await configFixture(
			'//- /metro/etc/master.conf\n[collect ./other.conf]\n//- /metro/etc/other.conf\nx: 1\n',
		);
		let text = '';
		for (const [version, { place, gone, added }] of changes.entries()) {
			const start = placeIn(text, place);
			text = text.slice(0, start) + added + text.slice(start + gone);
			const document: DocumentView = { ...documentOf(text, path), version };
			fixture.open.set(path, parsedFile(document));
			fixture.sources.textChanged(path);
			const edited = await flexdataDiagnostics(document, await contextOf(fixture));
			const fresh = await configFixture('//- /metro/etc/master.conf\n//- /metro/etc/other.conf\nx: 1\n');
			const again = documentOf(text, path);
			fresh.open.set(path, parse(text));
			fresh.sources.textChanged(path);
			const expected = await flexdataDiagnostics(again, await contextOf(fresh));
			assert.deepEqual(edited, expected, JSON.stringify(text));
		}
	});
	await fc.assert(property, { seed: 2015, numRuns: 6 });
});

const hard: readonly [what: string, text: string][] = [
	['half a million open references', `a: ${'$['.repeat(500_000)}\n`],
	['a quarter of a million references', `a: ${'$[b]'.repeat(250_000)}\n`],
	['one key defined over and over', 'k: 1\n'.repeat(49_000)],
	['one condition stated over and over', '[when k is a]\nk: 1\n'.repeat(24_000)],
	[
		'one key under twenty thousand conditions',
		Array.from({ length: 20_000 }, (_, i) => `[when k is a${i}]\nk: 1\n`).join(''),
	],
	['one collect over and over', '[collect ./$[x]]\n'.repeat(49_000)],
	[
		'forty thousand collects, with and without a condition',
		Array.from({ length: 20_000 }, (_, i) => `[collect ./a$[x]${i} when x]\n[collect ./b$[x]${i}]\n`).join(
			'',
		),
	],
	['lone carriage returns, as many as may be', 'a\r'.repeat(49_000)],
	[
		'forty keys that each hold the one before ten times',
		Array.from({ length: 40 }, (_, i) => `k${i}: ${i === 0 ? 'x' : `$[k${i - 1}]`.repeat(10)}\n`).join(''),
	],
	[
		'blocks that each hold the one before twice',
		Array.from(
			{ length: 40 },
			(_, i) => `k${i}: [\n${i === 0 ? 'x\n' : `$[[k${i - 1}]]\n`.repeat(2)}]\n`,
		).join(''),
	],
	[
		'twenty thousand lax references in circles',
		Array.from(
			{ length: 20_000 },
			(_, i) => `k${i}: $[k${(i + 1) % 20_000}:lax]$[k${(i * 7 + 3) % 20_000}:lax]\n`,
		).join(''),
	],
	[
		'a chain of forty thousand keys',
		Array.from({ length: 40_000 }, (_, i) => `k${i}: ${i === 0 ? 'x' : `$[k${i - 1}]`}\n`).join(''),
	],
	['a binary', `\0\u0001\ufffd${'\ud800'.repeat(100_000)}`],
	[
		'a circle of two thousand keys',
		Array.from({ length: 2000 }, (_, i) => `k${i}: $[k${(i + 1) % 2000}]\n`).join(''),
	],
	[
		'a chain that doubles',
		Array.from({ length: 60 }, (_, i) => `k${i}: $[k${i + 1}]$[k${i + 1}]\n`).join(''),
	],
];

for (const [what, text] of hard) {
	test(`${what}: answered in time`, async () => {
		const fixture = await configFixture('//- /metro/etc/master.conf\n');
		const document: DocumentView = { ...documentOf('', path), text, lines: new LineIndex(text) };
		fixture.open.set(path, parsedFile(document));
		fixture.sources.textChanged(path);
		const before = process.cpuUsage();
		const diagnostics = await flexdataDiagnostics(document, await contextOf(fixture));
		const seconds = process.cpuUsage(before).user / 1e6;
		assert.ok(seconds < 8, `${seconds} s`);
		assert.ok(diagnostics.length > 0);
	});
}

/** A document with thousands of problems: the editor is sent the gravest, and the number of the others. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DiagnosticSeverity } from 'vscode-languageserver-types';
import { mostDiagnostics } from '../../server/src/features/mostDiagnostics.ts';
import { documentOf } from '../support/cursor.ts';

const document = documentOf('a: 1\n', '/x.conf');
const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
const many = (count: number, severity: DiagnosticSeverity, message: string) =>
	Array.from({ length: count }, () => ({ range, severity, message }));

test('up to a thousand are all shown', () => {
	const all = many(1000, DiagnosticSeverity.Hint, 'hint');
	assert.equal(mostDiagnostics(document, all, undefined), all);
});

test('beyond that, the most severe are shown in the order of the text, and the others counted', () => {
	const all = [
		...many(1200, DiagnosticSeverity.Information, 'information'),
		...many(2, DiagnosticSeverity.Error, 'error'),
		...many(300, DiagnosticSeverity.Warning, 'warning'),
	];
	const [first, ...shown] = mostDiagnostics(document, all, undefined);
	assert.equal(first?.code, 'more-problems');
	assert.match(String(first?.message), /^503 more problems /);
	assert.deepEqual(shown, [...all.slice(0, 697), ...all.slice(1200)]);
});

/** JSON as Python writes and reads it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePythonJson } from '../../server/src/base/json.ts';

for (const [text, value] of [
	['[{"a": 1}]', [{ a: 1 }]],
	['[NaN, Infinity, -Infinity, 2]', [null, null, null, 2]],
	['{"NaN": "-Infinity \\" NaN", "b": NaN}', { NaN: '-Infinity " NaN', b: null }],
	['[nan]', undefined],
	['', undefined],
] as const)
	test(`${text || 'nothing'}`, () => assert.deepEqual(parsePythonJson(text), value));

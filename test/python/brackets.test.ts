/** Lists that are only being typed: which bracket or sign CPython (3.11) complains of, and on which line. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPython } from '../../server/src/python/syntax/readPython.ts';

const unclosed = (bracket: string): string => `'${bracket}' was never closed`;
const meant = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";

const cases: readonly (readonly [what: string, source: string, line: number, message: string])[] = [
	['one list', 'a = (\n\t"x",\n\nb = ("y",)\n', 1, unclosed('(')],
	['one list without its last comma', 'a = ("x"\n\nb = ("y",)\n', 1, unclosed('(')],
	['two lists', 'a = (\n\t"x",\n\nb = (\n\t"y",\n\ndef f(c):\n\treturn c\n', 4, unclosed('(')],
	['two lists of two kinds', 'a = (\n\t"x",\n\nb = [\n\t"y",\n', 4, unclosed('[')],
	['the second of two lists', 'a = (\n\t"x",\n)\nb = (\n\t"y",\n\nc = 3\n', 4, unclosed('(')],
	['an assignment in a closed list', 'a = ("x", b = ("y",))\n', 1, meant],
	['an assignment behind a name', 'a = (\n\tx,\n\tb = 3,\n)\n', 3, meant],
	['a comma too few', 'a = ("x" b, "y")\n', 1, 'invalid syntax. Perhaps you forgot a comma?'],
	['a target that is none', '(a, 1) = b\n', 1, 'cannot assign to literal'],
];

for (const [what, source, line, message] of cases) {
	test(what, () => {
		const { fault } = readPython(source);
		assert.ok(fault);
		assert.deepEqual([source.slice(0, fault.start).split('\n').length, fault.message], [line, message]);
	});
}

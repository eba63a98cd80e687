/** `format(value, spec)`: what CPython 3.11 gives for each spec, value or error; a rare spec is dynamic, and never wrong. */
import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { presetsOf } from '../../server/src/buildbot/presets.ts';
import { earlierRules } from '../../server/src/buildbot/rules.ts';
import { errorText, runProgram } from '../../server/src/python/evaluation/run.ts';
import { readPython } from '../../server/src/python/syntax/readPython.ts';

/** The text of `format(value, spec)`, or its error; `undefined`: it is dynamic. */
function formatted(value: string, spec: string): string | undefined {
	const { program } = readPython(`x = format(${value}, ${JSON.stringify(spec)})`);
	const { module, outcome } = runProgram(program, presetsOf(earlierRules));
	if (outcome.kind === 'error') return errorText(outcome.error);
	const x = module.values.get('x');
	return x?.kind === 'str' ? x.value : undefined;
}

/** By value: the specs whose result is known, with CPython's result. */
const known: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	'5': {
		',': '5',
		',d': '5',
		',f': '5.000000',
		',x': "ValueError: Cannot specify ',' with 'x'.",
		',s': "ValueError: Cannot specify ',' with 's'.",
		',.2x': "ValueError: Cannot specify ',' with 'x'.",
		',%': '500.000000%',
		'+,': '+5',
		'012,': '0,000,000,005',
		'012,.1f': '00,000,005.0',
		'+08x': '+0000005',
		'*^9x': '****5****',
		s: "ValueError: Unknown format code 's' for object of type 'int'",
		'5s': "ValueError: Unknown format code 's' for object of type 'int'",
		x: '5',
		'.0f': '5',
		'.1%': '500.0%',
		'+.3f': '+5.000',
	},
	'-1234567': {
		',': '-1,234,567',
		',d': '-1,234,567',
		',f': '-1,234,567.000000',
		',x': "ValueError: Cannot specify ',' with 'x'.",
		',s': "ValueError: Cannot specify ',' with 's'.",
		',.2x': "ValueError: Cannot specify ',' with 'x'.",
		',%': '-123,456,700.000000%',
		'+,': '-1,234,567',
		'012,': '-001,234,567',
		'012,.1f': '-1,234,567.0',
		'+08x': '-012d687',
		'*^9x': '*-12d687*',
		s: "ValueError: Unknown format code 's' for object of type 'int'",
		'5s': "ValueError: Unknown format code 's' for object of type 'int'",
		x: '-12d687',
		'.0f': '-1234567',
		'.1%': '-123456700.0%',
		'+.3f': '-1234567.000',
	},
	True: {
		',': '1',
		',d': '1',
		',f': '1.000000',
		',x': "ValueError: Cannot specify ',' with 'x'.",
		',s': "ValueError: Cannot specify ',' with 's'.",
		',.2x': "ValueError: Cannot specify ',' with 'x'.",
		',%': '100.000000%',
		'+,': '+1',
		'012,': '0,000,000,001',
		'012,.1f': '00,000,001.0',
		'+08x': '+0000001',
		'*^9x': '****1****',
		s: "ValueError: Unknown format code 's' for object of type 'bool'",
		'5s': "ValueError: Unknown format code 's' for object of type 'bool'",
		x: '1',
		'.0f': '1',
		'.1%': '100.0%',
		'+.3f': '+1.000',
	},
	'1234567.875': {
		',d': "ValueError: Unknown format code 'd' for object of type 'float'",
		',f': '1,234,567.875000',
		',x': "ValueError: Cannot specify ',' with 'x'.",
		',s': "ValueError: Cannot specify ',' with 's'.",
		',.2x': "ValueError: Cannot specify ',' with 'x'.",
		',%': '123,456,787.500000%',
		'012,.1f': '01,234,567.9',
		'+08x': "ValueError: Unknown format code 'x' for object of type 'float'",
		'*^9x': "ValueError: Unknown format code 'x' for object of type 'float'",
		s: "ValueError: Unknown format code 's' for object of type 'float'",
		'5s': "ValueError: Unknown format code 's' for object of type 'float'",
		x: "ValueError: Unknown format code 'x' for object of type 'float'",
		'.0f': '1234568',
		'.1%': '123456787.5%',
		'+.3f': '+1234567.875',
	},
	'-0.5': {
		',d': "ValueError: Unknown format code 'd' for object of type 'float'",
		',f': '-0.500000',
		',x': "ValueError: Cannot specify ',' with 'x'.",
		',s': "ValueError: Cannot specify ',' with 's'.",
		',.2x': "ValueError: Cannot specify ',' with 'x'.",
		',%': '-50.000000%',
		'012,.1f': '-0,000,000.5',
		'+08x': "ValueError: Unknown format code 'x' for object of type 'float'",
		'*^9x': "ValueError: Unknown format code 'x' for object of type 'float'",
		s: "ValueError: Unknown format code 's' for object of type 'float'",
		'5s': "ValueError: Unknown format code 's' for object of type 'float'",
		x: "ValueError: Unknown format code 'x' for object of type 'float'",
		'.0f': '-0',
		'.1%': '-50.0%',
		'+.3f': '-0.500',
	},
	'"ab"': {
		s: 'ab',
		'5s': 'ab   ',
		'.2': 'ab',
	},
};

for (const [value, results] of Object.entries(known)) {
	suite(value, () => {
		for (const [spec, expected] of Object.entries(results)) {
			test(`'${spec}'`, () => assert.equal(formatted(value, spec), expected));
		}
	});
}

test('rare specs are dynamic', () => {
	for (const value of Object.keys(known)) {
		for (const spec of ['_x', '#x', ' d', 'c', 'e', '=8d', '<08d', ',_', 'q']) {
			assert.equal(formatted(value, spec), undefined, `format(${value}, '${spec}')`);
		}
	}
});

/** What docs/python-subset.md lists is what the evaluator follows; every other name that Python has is dynamic. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { presetsOf } from '../../server/src/buildbot/presets.ts';
import { earlierRules } from '../../server/src/buildbot/rules.ts';
import { runProgram } from '../../server/src/python/evaluation/run.ts';
import { attributeNames, builtinNames } from '../../server/src/python/library/pythonNames.ts';
import { readPython } from '../../server/src/python/syntax/readPython.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/python-subset.md'), 'utf8');

/** The names that the page lists after a marker. */
function listed(mark: string): Set<string> {
	const [, text = ''] = new RegExp(`<!-- ${mark} -->\\n([^]*?)(?:\\n\\n|$)`).exec(page) ?? [];
	return new Set(Array.from(text.matchAll(/`(\w+)`/g), ([, name = '']) => name));
}

/** The result of an expression: the kind of its value, or of the error. */
function kindOf(expression: string): string {
	const run = runProgram(readPython(`x = ${expression}`).program, presetsOf(earlierRules));
	if (run.outcome.kind === 'error') return run.outcome.error.type;
	return run.module.values.get('x')?.kind ?? run.outcome.kind;
}

const objects = { str: '"a"', list: '[]', tuple: '()', dict: '{}', set: 'set()' };

for (const [type, object] of Object.entries(objects)) {
	test(`methods of ${type} on the page are evaluated, the others are dynamic`, () => {
		const names = listed(type);
		assert.ok(names.size > 0);
		for (const name of attributeNames.get(type) ?? []) {
			assert.equal(kindOf(`${object}.${name}`), names.has(name) ? 'native' : 'dynamic', name);
		}
		for (const name of names) assert.ok(attributeNames.get(type)?.has(name), name);
		assert.equal(kindOf(`${object}.no_such_name`), 'AttributeError');
	});
}

test('built-ins on the page are evaluated, the others are dynamic', () => {
	const names = listed('builtins');
	const constants =
		/^(?:None|True|False|Ellipsis|NotImplemented|__debug__|__name__|__doc__|__loader__|__spec__|__package__)$/;
	for (const name of builtinNames) {
		if (constants.test(name) || /(?:Error|Exception|Warning|Exit|Interrupt|Iteration|Group)$/.test(name))
			continue;
		const kind = kindOf(name);
		if (names.has(name)) assert.match(kind, /^(?:native|type)$/, name);
		else if (name !== 'object') assert.equal(kind, 'dynamic', name);
	}
	assert.equal(kindOf('no_such_name'), 'NameError');
});

test('members of a module that the page does not list are dynamic', () => {
	for (const name of [
		'os.environ',
		'os.path.exists',
		'json.loads',
		'datetime.time',
		'sys.argv',
		'datetime.date.today()',
	]) {
		assert.equal(kindOf(name), 'dynamic', name);
	}
});

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { closestMatch } from '../../server/src/base/closestMatch.ts';

const names = ['nextbuild', 'fails', 'zap', 'clean', 'index.xml'];

for (const [word, meant] of [
	['nexbuild', 'nextbuild'],
	['netxbuild', 'nextbuild'],
	['FAIL', 'fails'],
	['zpa', 'zap'],
	['pzp', undefined],
	['index', undefined],
	['digest', undefined],
	['', undefined],
] as const) {
	test(`"${word}" means ${meant ?? 'nothing'}`, () => assert.equal(closestMatch(word, names), meant));
}

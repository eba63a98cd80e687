import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flexdataSignatureHelp } from '../../../server/src/features/flexdata/signatureHelp.ts';
import { documentOf, withCursor } from '../../support/cursor.ts';

const cases: readonly [marked: string, active: string | undefined][] = [
	['[section |\n', 'NAME'],
	['[section na|me\n', 'NAME'],
	['[section name |\n', 'when'],
	['[collect ./x when k|\n', 'KEY'],
	['[when key is a b |\n', 'VALUE…'],
	['[option |]\n', 'parse/strict'],
	['a: $[key:|\n', 'lax'],
	['a: $[key:z|ap]\n', 'zap'],
	['[section s]\na: $[:key:z|\n', 'zap'],
	['[section s]\na: $[:key|\n', undefined],
	['m: [\n$[[key:z|\n]\n', 'lax'],
	['[collect $[path/install]/etc|/x.conf]\n', 'PATH'],
	['[collect $[path/install]/x.conf |\n', 'when'],
	['[collect $[path/install]/x.conf]|\n', undefined],
	['m: [\n$[[key:l|\n]\n', 'lax'],
	['m: [\n[section |\n]\n', undefined],
	['[unknown |\n', undefined],
	['[section x] |\n', undefined],
	['key: |\n', undefined],
];

for (const [marked, active] of cases) {
	test(`signature at ${JSON.stringify(marked)}`, () => {
		const { text, offset } = withCursor(marked);
		const help = flexdataSignatureHelp(documentOf(text), offset);
		assert.equal(
			help?.signatures[help.activeSignature ?? 0]?.parameters?.[help.activeParameter ?? 0]?.label,
			active,
		);
	});
}

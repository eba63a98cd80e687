/** `import a.b as c` and `from a import (b, c)`. */
import type { ImportedName, Statement } from './ast.ts';
import {
	expect,
	explains,
	noRule,
	type Parser,
	refuseHere,
	spanFrom,
	take,
	textHere,
	token,
	word,
} from './parser.ts';

function name(p: Parser): string {
	const text = textHere(p).normalize('NFKC');
	expect(p, 'NAME');
	return text;
}

function dottedName(p: Parser): string {
	let out = name(p);
	while (take(p, '.')) out += `.${name(p)}`;
	return out;
}

function imported(p: Parser, path: (p: Parser) => string): ImportedName {
	const { start } = token(p);
	const found = path(p);
	const as = take(p, 'as') ? name(p) : undefined;
	return { name: found, ...(as === undefined ? {} : { as }), span: spanFrom(p, start) };
}

export function importNames(p: Parser): Statement {
	const { start } = expect(p, 'import');
	const names = [imported(p, dottedName)];
	while (take(p, ',')) names.push(imported(p, dottedName));
	return { kind: 'import', names, span: spanFrom(p, start) };
}

export function importFrom(p: Parser): Statement {
	const { start } = expect(p, 'from');
	let module = '';
	for (; word(p) === '.' || word(p) === '...'; p.at++) module += word(p);
	if (word(p) !== 'import' || module === '') module += dottedName(p);
	expect(p, 'import');
	if (take(p, '*')) return { kind: 'import-from', module, names: [], star: true, span: spanFrom(p, start) };
	const names = importedNames(p);
	return { kind: 'import-from', module, names, star: false, span: spanFrom(p, start) };
}

function importedNames(p: Parser): ImportedName[] {
	const isBracketed = take(p, '(');
	const names = [imported(p, name)];
	while (take(p, ',')) {
		if (isBracketed && word(p) === ')') break;
		if (!isBracketed && explains(p) && word(p) === 'NEWLINE') {
			refuseHere(p, 'trailing comma not allowed without surrounding parentheses');
		}
		names.push(imported(p, name));
	}
	if (isBracketed && !take(p, ')')) noRule(p);
	return names;
}

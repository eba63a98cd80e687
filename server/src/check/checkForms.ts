/** Values in the wrong form for how Metro uses them: modes for `chmod`, names for `chown`. */
import { memoizeWeak } from '../base/memoize.ts';
import type { Work } from '../base/work.ts';
import { type ParsedFile, placeOf } from '../flexdata/index.ts';
import type { ConfigLibrary } from '../setup/configuration/configLibrary.ts';
import { type Finding, finding } from './finding.ts';

type Form = 'mode' | 'owner';

/** Keys that every version of Metro uses in this form, even if its scripts cannot be read. */
const shipped: ReadonlyMap<string, Form> = new Map([
	['path/mirror/dirmode', 'mode'],
	['path/mirror/owner', 'owner'],
	['path/mirror/group', 'owner'],
]);

const reference = String.raw`["']?\$\[([\w./-]+)\]`;
const modes = new RegExp(String.raw`(?:\binstall\b[^\n]* -m|\bchmod(?: -R)?) ${reference}`, 'g');
const owners = new RegExp(String.raw`(?:\binstall\b[^\n]* -[og]|\bch(?:own|grp)(?: -R)?) ${reference}`, 'g');

/** Checks the plain values of a file; values with references are only known in a run. */
export function* checkForms(file: ParsedFile, library: ConfigLibrary | undefined): Work<Finding[]> {
	const forms = library === undefined ? shipped : formsIn(library);
	yield;
	return file.nodes.flatMap((node) => {
		const form = node.kind === 'element' ? forms.get(node.key) : undefined;
		if (node.kind !== 'element' || form === undefined || node.value.file !== undefined) return [];
		const text = node.value.text.trim();
		if (text.includes('$[')) return [];
		if (form === 'mode' ? /^[0-7]{1,4}$/.test(text) : /^[A-Za-z0-9_][\w.-]*\$?$/.test(text)) return [];
		const what =
			form === 'mode'
				? 'is not a mode: write it in octal digits, such as 775'
				: 'is not the name of a user or group';
		const span = text === '' ? placeOf(node) : node.value.span;
		return [finding('bad-form', span, `"${text}" ${what}. Metro stops when it uses the value.`)];
	});
}

const formsIn = memoizeWeak(({ files }: ConfigLibrary): ReadonlyMap<string, Form> => {
	const forms = new Map(shipped);
	for (const { text } of files.values()) {
		if (!/\b(?:install|chmod|chown|chgrp)\b/.test(text)) continue;
		for (const [, key = ''] of text.matchAll(modes)) if (!forms.has(key)) forms.set(key, 'mode');
		for (const [, key = ''] of text.matchAll(owners)) if (!forms.has(key)) forms.set(key, 'owner');
	}
	return forms;
});

/** Values in the wrong form for how they are used: modes for `chmod`, names for `chown`, and those of our own keys. */
import { memoizeWeak } from '../base/memoize.ts';
import type { Work } from '../base/work.ts';
import { type ParsedFile, type PlainElement, placeOf } from '../flexdata/index.ts';
import { configKeys } from '../setup/configuration/configKeys.ts';
import type { ConfigLibrary } from '../setup/configuration/configLibrary.ts';
import { unnamedKey } from '../setup/configuration/ownKeys.ts';
import { publishForms } from '../setup/configuration/publishSettings.ts';
import { uploadForms } from '../setup/configuration/uploadSettings.ts';
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

const ownForms = new Map([...uploadForms, ...publishForms]);

/** Checks the plain values of a file; values with references are only known in a run. */
export function* checkForms(file: ParsedFile, library: ConfigLibrary | undefined): Work<Finding[]> {
	const forms = library === undefined ? shipped : formsIn(library);
	yield;
	return file.nodes.flatMap((node) => {
		if (node.kind !== 'element' || node.value.file !== undefined) return [];
		const text = node.value.text.trim();
		if (text.includes('$[')) return [];
		const own = ownForms.get(unnamedKey(node.key));
		if (own !== undefined)
			return text === '' || own.fits(text) ? [] : [ownFinding(node, text, own.otherwise)];
		const form = forms.get(node.key);
		if (form === undefined) return [];
		if (form === 'mode' ? /^[0-7]{1,4}$/.test(text) : /^[A-Za-z0-9_][\w.-]*\$?$/.test(text)) return [];
		const what =
			form === 'mode'
				? 'is not a mode: write it in octal digits, such as 775'
				: 'is not the name of a user or group';
		const span = text === '' ? placeOf(node) : node.value.span;
		return [finding('bad-form', span, `"${text}" ${what}. Metro stops when it uses the value.`)];
	});
}

function ownFinding({ key, value }: PlainElement, text: string, otherwise: string): Finding {
	const reader = configKeys.get(key)?.readBy ?? '';
	return finding('bad-form', value.span, `"${text}" ${otherwise}. "${reader}" refuses it.`);
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

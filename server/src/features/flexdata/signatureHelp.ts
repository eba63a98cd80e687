/** What comes next in an annotation, or behind the colon of a reference, shown while it is typed. */
import type { SignatureHelp } from 'vscode-languageserver-types';
import type { DocumentView } from '../documentView.ts';
import { isInBlock, parsedFile } from './flexdataDocument.ts';

interface Form {
	readonly parameters: readonly (readonly [label: string, meaning: string])[];
	readonly meaning: string;
}

const condition: Form['parameters'] = [
	['when', 'only while the condition is true'],
	['KEY', 'a key that is defined without a condition'],
	['is', '`is` or `in`; without it, the key only has to be defined'],
	['VALUE…', 'words, of which one has to be the value of the key'],
];

const forms: ReadonlyMap<string, Form> = new Map([
	[
		'section',
		{
			parameters: [['NAME', 'goes before the keys below, with a slash'], ...condition],
			meaning: 'Holds to the next section or the end of the file.',
		},
	],
	[
		'collect',
		{
			parameters: [
				['PATH', 'relative to this file; references are followed, blanks cannot be in it'],
				...condition,
			],
			meaning:
				'Reads another file as well. A path with a reference that has no value waits, in the end in vain.',
		},
	],
	[
		'when',
		{ parameters: condition.slice(1), meaning: 'Holds to the next when or section; `[when *]` ends it.' },
	],
	[
		'option',
		{
			parameters: [['parse/strict', '`parse/strict` or `parse/lax`']],
			meaning: 'How undefined references are taken.',
		},
	],
]);

/** The form of the annotation or reference that is being typed at `offset`. */
export function flexdataSignatureHelp(document: DocumentView, offset: number): SignatureHelp | undefined {
	const { text } = document;
	const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
	const before = text.slice(start, offset);
	if (/\$\[\[?[^\][$:]+:\w*$/.test(before)) return modes;
	if (isInBlock(parsedFile(document), offset)) return undefined;
	const [, verb = '', rest] = /^\s*\[(\w+)(\s[^\]]*)$/.exec(before) ?? [];
	const form = forms.get(verb);
	if (form === undefined || rest === undefined) return undefined;
	const typed = rest.trimStart().split(/\s+/).length - 1;
	return signature(verb, form, Math.min(typed, form.parameters.length - 1));
}

function signature(verb: string, { parameters, meaning }: Form, active: number): SignatureHelp {
	return {
		signatures: [
			{
				label: `[${verb} ${parameters.map(([label]) => label).join(' ')}]`,
				documentation: { kind: 'markdown', value: meaning },
				parameters: parameters.map(([label, documentation]) => ({
					label,
					documentation: { kind: 'markdown', value: documentation },
				})),
			},
		],
		activeSignature: 0,
		activeParameter: active,
	};
}

const modes: SignatureHelp = {
	signatures: [
		{
			label: '$[KEY:lax]',
			documentation: 'Nothing, if the key is not defined; forgives whatever it refers to as well.',
			parameters: [{ label: 'lax' }],
		},
		{
			label: '$[KEY:zap]',
			documentation:
				'Takes the whole value, or the whole line of a block, away if the key is empty or not defined.',
			parameters: [{ label: 'zap' }],
		},
	],
	activeSignature: 0,
	activeParameter: 0,
};

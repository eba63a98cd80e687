/** The annotations of Metro's language: what can stand in each, in order, and what it does. */

export interface AnnotationForm {
	readonly parameters: readonly (readonly [label: string, meaning: string])[];
	readonly meaning: string;
}

const condition: AnnotationForm['parameters'] = [
	['when', 'only while the condition is true'],
	['KEY', 'a key that is defined without a condition'],
	['is', '`is` or `in`; without it, the key only has to be defined'],
	['VALUE…', 'words, of which one has to be the value of the key'],
];

/** By the word an annotation begins with; texts are Markdown. */
export const annotationForms: ReadonlyMap<string, AnnotationForm> = new Map([
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

/** An annotation with everything that can stand in it. */
export function annotationLabel(verb: string, { parameters }: AnnotationForm): string {
	return `[${verb} ${parameters.map(([label]) => label).join(' ')}]`;
}

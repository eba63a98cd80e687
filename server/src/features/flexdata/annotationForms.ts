/** The annotations of Metro's language: what can stand in each, in order, what it does, and how one is begun. */

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

const optionMeaning = 'How undefined references are taken.';

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
			meaning: optionMeaning,
		},
	],
]);

/** An annotation with everything that can stand in it. */
export function annotationLabel(verb: string, { parameters }: AnnotationForm): string {
	return `[${verb} ${parameters.map(([label]) => label).join(' ')}]`;
}

/** An annotation that somebody is about to write. */
export interface AnnotationStart {
	readonly label: string;
	/** With the placeholders of a snippet. */
	readonly snippet: string;
	/** In a few words, as plain text. */
	readonly meaning: string;
}

const whenSnippet = 'when ${2:key} is ${3:value}';

/** Those that are written most come first. */
export const annotationStarts: readonly AnnotationStart[] = [
	{ label: 'section', snippet: '[section ${1:name}]', meaning: 'Keys below belong to this section.' },
	{
		label: 'collect',
		snippet: '[collect ${1:./file.conf}]',
		meaning: 'Reads another file as well, relative to this one.',
	},
	{
		label: 'when',
		snippet: '[when ${1:key} is ${2:value}]',
		meaning: 'Keys below count only while the condition is true.',
	},
	{ label: 'when *', snippet: '[when *]', meaning: 'Ends a condition.' },
	{
		label: 'section when',
		snippet: `[section \${1:name} ${whenSnippet}]`,
		meaning: 'A section whose keys are conditional.',
	},
	{
		label: 'collect when',
		snippet: `[collect \${1:./file.conf} ${whenSnippet}]`,
		meaning: 'Reads a file if a condition is true.',
	},
	{ label: 'option', snippet: '[option parse/${1|strict,lax|}]', meaning: optionMeaning },
];

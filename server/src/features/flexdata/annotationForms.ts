/** The annotations of Metro's language: their parts in order, their meaning, and snippets for them. */

export interface AnnotationForm {
	readonly parameters: readonly (readonly [label: string, meaning: string])[];
	readonly meaning: string;
}

const condition: AnnotationForm['parameters'] = [
	['when', 'only while the condition is true'],
	['KEY', 'a key that is defined without a condition'],
	['is', '`is` or `in`; without it, the key only needs to be defined'],
	['VALUE…', 'words, one of which must be the value of the key'],
];

const optionMeaning = 'How undefined references are treated.';

/** By the first word of an annotation; texts are Markdown. */
export const annotationForms: ReadonlyMap<string, AnnotationForm> = new Map([
	[
		'section',
		{
			parameters: [['NAME', 'prefix of the keys below, joined with a slash'], ...condition],
			meaning: 'Applies until the next section or the end of the file.',
		},
	],
	[
		'collect',
		{
			parameters: [['PATH', 'relative to this file; may contain references but no spaces'], ...condition],
			meaning:
				'Reads another file as well. A path with an undefined reference is postponed, and dropped if it stays undefined.',
		},
	],
	[
		'when',
		{
			parameters: condition.slice(1),
			meaning: 'Applies until the next when or section; `[when *]` ends it.',
		},
	],
	[
		'option',
		{
			parameters: [['parse/strict', '`parse/strict` or `parse/lax`']],
			meaning: optionMeaning,
		},
	],
]);

/** An annotation with all its possible parts. */
export function annotationLabel(verb: string, { parameters }: AnnotationForm): string {
	return `[${verb} ${parameters.map(([label]) => label).join(' ')}]`;
}

/** An annotation to offer in completion. */
export interface AnnotationStart {
	readonly label: string;
	/** With the placeholders of a snippet. */
	readonly snippet: string;
	/** A short description, as plain text. */
	readonly meaning: string;
}

const whenSnippet = 'when ${2:key} is ${3:value}';

/** The most common come first. */
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
		meaning: 'The keys below apply only while the condition is true.',
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

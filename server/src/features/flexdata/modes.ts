/** What may follow the name in a reference, in one sentence each: said by completion, hover and signature help. */

export interface ReferenceMode {
	readonly mode: 'lax' | 'zap';
	readonly meaning: string;
	/** It may stand in `$[[name]]`, too. */
	readonly ofBlocks: boolean;
}

/** The modes that Metro knows. */
export const referenceModes: readonly ReferenceMode[] = [
	{
		mode: 'lax',
		meaning: 'Nothing, if it is not defined; forgives whatever it refers to as well.',
		ofBlocks: true,
	},
	{
		mode: 'zap',
		meaning: 'Takes the whole value, or the whole line of a block, away if it is empty or not defined.',
		ofBlocks: false,
	},
];

/** What `?` behind a name means. */
export const testMeaning = '"yes" if it is defined, also as an empty value, else "no".';

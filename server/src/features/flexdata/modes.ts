/** The modes of references, each in one sentence for completion, hover and signature help. */

export interface ReferenceMode {
	readonly mode: 'lax' | 'zap';
	readonly meaning: string;
	/** It may also be used in `$[[name]]`. */
	readonly ofBlocks: boolean;
}

/** The modes that Metro knows. */
export const referenceModes: readonly ReferenceMode[] = [
	{
		mode: 'lax',
		meaning: 'Yields nothing if the key is not defined; also forgives missing keys inside its value.',
		ofBlocks: true,
	},
	{
		mode: 'zap',
		meaning: 'Removes the whole value, or the whole line of a block, if the key is empty or not defined.',
		ofBlocks: false,
	},
];

/** The meaning of `?` after a name. */
export const testMeaning = '"yes" if the key is defined, even with an empty value; otherwise "no".';

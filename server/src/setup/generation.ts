/** The generation of Metro that a set-up is of: what its buildrepo does, and which version its configuration is written for. */
import { resolvePath } from '../base/posixPath.ts';
import type { ReadText } from '../base/readText.ts';
import { type Dialect, dialect2015, dialect2019 } from '../repository/index.ts';
import type { MetroVersion } from './configuration/configKeys.ts';

/** What the user says of the generation; `auto`: the installation tells. */
export type GenerationChoice = '2015' | '2019' | 'auto';

export interface Generation {
	/** What buildrepo does. */
	readonly dialect: Dialect;
	/** Whose keys, options and arguments hold. */
	readonly version: MetroVersion;
}

/**
 * The chosen generation, or the one of the installation's own scripts, which are read as text and never run. Since
 * October 2019 its buildrepo calls builds releases; before, Metro 2015-03 names no arch when it starts a build and later ones
 * do. Without an installation, 2015-11, which is what the documentation describes.
 * @param install `path/install`, `undefined` if it is not set
 */
export async function findGeneration(
	choice: GenerationChoice,
	install: string | undefined,
	read: ReadText,
): Promise<Generation> {
	const script = async (name: string): Promise<string | undefined> => {
		if (install?.startsWith('/') !== true) return undefined;
		const found = await read(resolvePath(install, `scripts/${name}`));
		return found.kind === 'text' ? found.text : undefined;
	};
	const isOf2019 =
		choice === '2019' || (choice === 'auto' && /print\("release=/.test((await script('buildrepo')) ?? ''));
	if (isOf2019) return { dialect: dialect2019, version: '2019-10' };
	const namesNoArch = (await script('buildbot.sh'))?.includes('target/arch_desc:') === false;
	return { dialect: dialect2015, version: namesNoArch ? '2015-03' : '2015-11' };
}

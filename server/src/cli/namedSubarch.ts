/** The subarch that a word on the command line means. */
import { resolvePath } from '../base/posixPath.ts';
import type { Repository, Subarch } from '../repository/index.ts';
import { didYouMean } from './didYouMean.ts';
import type { Host } from './host.ts';
import { Refusal } from './refusal.ts';

/**
 * Takes the directory of a subarch or its name below the mirror, as `funtoo-current/x86-64bit/corei7`. Throws `Refusal`
 * for what is neither, naming the nearest one.
 */
export function namedSubarch(host: Host, repository: Repository, word: string): Subarch {
	const path = resolvePath(host.cwd, word);
	const found = repository.subarches.find(
		(subarch) =>
			subarch.path === word || nameOf(subarch) === word || resolvePath(host.cwd, subarch.path) === path,
	);
	if (found !== undefined) return found;
	const namesake = repository.subarches.find(({ subarch }) => subarch === word);
	const names = repository.subarches.flatMap((subarch) => [nameOf(subarch), subarch.path]);
	const remedy =
		namesake === undefined
			? didYouMean(word, names, 'see "buildrepo fails" for all there are')
			: `did you mean ${nameOf(namesake)}?`;
	throw new Refusal(`there is no subarch ${word}: ${remedy}`);
}

function nameOf({ build, arch, subarch }: Subarch): string {
	return `${build}/${arch}/${subarch}`;
}

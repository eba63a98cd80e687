/** The subarch that a word on the command line means. Files and directories for Metro's own commands are found by `locate.ts`. */
import { isBelow, resolvePath } from '../../base/posixPath.ts';
import type { Repository, Subarch } from '../../repository/index.ts';
import { CommandError } from '../commandError.ts';
import { didYouMean } from '../help/didYouMean.ts';
import type { Host } from '../host.ts';

/**
 * Accepts the directory of a subarch, its name below the mirror, such as `funtoo-current/x86-64bit/corei7`, or the end of that
 * name if only one subarch has it, such as `corei7`. Throws `CommandError` for anything else, with the closest name.
 */
export function namedSubarch(host: Host, repository: Repository, word: string): Subarch {
	const { subarches } = repository;
	const path = resolvePath(host.cwd, word);
	const found = subarches.find(
		(subarch) =>
			subarch.path === word || nameOf(subarch) === word || resolvePath(host.cwd, subarch.path) === path,
	);
	if (found !== undefined) return found;
	const namesakes = subarches.filter((subarch) => `/${nameOf(subarch)}`.endsWith(`/${word}`));
	const [first, ...more] = namesakes;
	if (first !== undefined && more.length === 0) return first;
	if (first !== undefined)
		throw new CommandError(
			`${namesakes.length} subarches are called ${word}: name one of ${listed(namesakes.map(nameOf))}`,
		);
	const names = subarches.flatMap((subarch) => [nameOf(subarch), subarch.path]);
	const remedy = didYouMean(word, names, 'see "buildrepo fails" for all names');
	throw new CommandError(`there is no subarch ${word}: ${remedy}`);
}

/** The subarch that a path lies in, or else the one that a word means, as `namedSubarch` reads it. Throws `CommandError` if there is none. */
export function subarchAround(host: Host, repository: Repository, word: string): Subarch {
	const path = resolvePath(host.cwd, word);
	const around = repository.subarches.find((one) => isBelow(path, resolvePath(host.cwd, one.path)));
	return around ?? namedSubarch(host, repository, word);
}

/** At most this many names are listed. */
const mostListed = 5;

function listed(names: readonly string[]): string {
	const shown = names.slice(0, mostListed);
	return names.length > mostListed ? `${shown.join(', ')}, …` : shown.join(', ');
}

function nameOf({ build, arch, subarch }: Subarch): string {
	return `${build}/${arch}/${subarch}`;
}

/** A first `.buildbot` for names that are there already. */
import { quoted } from './edits/itemInsertion.ts';

export interface NewLists {
	readonly builds: readonly string[];
	readonly arches: readonly string[];
	readonly subarches: readonly string[];
}

/**
 * The text of a file with these names.
 * @param isLater it is for Metro since December 2020
 */
export function newBuildbot({ builds, arches, subarches }: NewLists, isLater: boolean): string {
	const head = [listOf('builds', builds), listOf('arches', arches)];
	return isLater
		? [...head, listOf('all_subarches', subarches), laterEnd].join('\n')
		: [...head, listOf('subarches', subarches), earlierEnd].join('\n');
}

function listOf(name: string, names: readonly string[]): string {
	if (names.length === 0) return `${name} = ()\n`;
	return `${name} = (\n${names.map((one) => `\t${quoted(one, '"')},\n`).join('')})\n`;
}

/** What Metro does without these functions, to be changed. */
const earlierEnd = `# What to build next; the arguments tell of the last build.
def map_build(build, subarch, full, full_date):
	return "full"
`;

const laterEnd = `# Which of them each host builds.
def get_subarches(hostname=None, release=None):
	return all_subarches

# What to build next; the arguments tell of the last build.
def map_build(build, arch_desc, subarch, full, full_date):
	return "full"
`;

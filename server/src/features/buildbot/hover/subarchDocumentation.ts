/** Facts about a subarch, as Markdown. Names and flags come from files, so everything is escaped. */

import type { SubarchFact } from '../../../setup/buildbot/buildbotContext.ts';
import { inlineCode } from '../../markdown.ts';

const sources: Readonly<Record<SubarchFact['source'], string>> = {
	installation: 'From the Metro installation',
	repository: 'From the mirror',
	known: 'From the specs that Metro of March 2015 ships',
};

/** Name, arch, flags and their source. */
export function subarchDocumentation(fact: SubarchFact): string {
	return `Subarch ${inlineCode(fact.name)}\n\n${subarchFacts(fact)}`;
}

/** Arch, flags and their source, without the name. */
export function subarchFacts(fact: SubarchFact): string {
	const rows: readonly (readonly [string, string | undefined])[] = [
		['arch', fact.arch],
		['CHOST', fact.chost],
		['CFLAGS', fact.cflags],
		['USE', fact.use === undefined || fact.use.length === 0 ? undefined : fact.use.join(' ')],
	];
	const lines = rows.flatMap(([label, value]) =>
		value === undefined ? [] : [`- ${label}: ${inlineCode(value)}`],
	);
	const use = fact.inUse ? ' The repository has builds of it.' : '';
	const rest =
		fact.isFilledIn === true
			? ', and what is missing there from the specs that Metro of March 2015 ships'
			: '';
	return [lines.join('\n'), `${sources[fact.source]}${rest}.${use}`]
		.filter((part) => part !== '')
		.join('\n\n');
}

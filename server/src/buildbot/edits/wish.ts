/** What an edit of `.buildbot` shall bring about, and how far a text is from it. */
import type { Buildbot } from '../evaluateBuildbot.ts';
import type { Outline } from '../outline.ts';
import type { AllList, BuildList } from '../settingNames.ts';
import { isEmptyList } from '../settings.ts';

/** Where a build, arch or subarch belongs: built on this host; only kept here, while others build it; or none of both. */
export type Belonging = 'here' | 'elsewhere' | 'nowhere';

export interface BuildbotWish {
	readonly holds: BuildList;
	readonly name: string;
	readonly to: Belonging;
}

/** Which of the two lists of its kind shall have the name; `undefined`: either is right. */
export interface Memberships {
	readonly own: boolean | undefined;
	readonly all: boolean | undefined;
}

/** The list with everything that is kept. */
export function allListOf(holds: BuildList): AllList {
	return `all_${holds}`;
}

/** True if the file has a `get_subarches` of its own, which then says what is built here. */
export function hasShareFunction({ functions, assignments }: Outline): boolean {
	const isIt = ({ name }: { readonly name: string }): boolean => name === 'get_subarches';
	return functions.some(isIt) || assignments.some(isIt);
}

/** The ways to fulfil a wish, the best first. */
export function waysToFulfil({ holds, to }: BuildbotWish, before: Buildbot): readonly Memberships[] {
	const all = allListOf(holds);
	const isSet = !isEmptyList(before.assigned, all);
	if (!before.rules.isLater) {
		if (to === 'here') return [{ own: true, all: isSet ? true : undefined }];
		return [{ own: false, all: to === 'elsewhere' }];
	}
	// Metro does not read the other two any more.
	if (holds !== 'subarches') return [{ own: to === 'here', all: undefined }];
	if (to === 'nowhere') return [{ own: false, all: false }];
	if (to === 'elsewhere')
		return [
			{ own: false, all: true },
			{ own: undefined, all: true },
		];
	const kept = before.assigned.has(all) ? true : undefined;
	const both = { own: true, all: kept };
	return hasShareFunction(before.outline) ? [{ own: undefined, all: kept }, both] : [both];
}

/** Whether a list has a name, as the file assigns it. */
export function listHas({ assigned }: Buildbot, list: BuildList | AllList, name: string): boolean {
	return assigned.get(list)?.names.some((item) => item.name === name) === true;
}

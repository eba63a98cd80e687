/** A first `.buildbot` that names what lies in the mirror. */
import { newBuildbot } from '../../../buildbot/index.ts';
import type { NewBuildbotAnswer } from '../../../protocol/index.ts';
import type { MirrorPlaces } from '../../../repository/index.ts';
import type { SetupSnapshot } from '../../../setup/setupSnapshot.ts';
import { whyIncomplete } from './namesAnswer.ts';

export function newBuildbotAnswer(
	{ setup: { mirror, buildbotFile, rules } }: SetupSnapshot,
	present: MirrorPlaces | undefined,
): NewBuildbotAnswer {
	const refused = (reason: string): NewBuildbotAnswer => ({ kind: 'refused', reason });
	if (mirror === undefined || present === undefined)
		return refused('There is no mirror yet: set path/mirror in .metro first.');
	const unknown = whyIncomplete(present);
	// A file that lacks what lies there would have it neither cleaned nor listed.
	if (unknown !== undefined) return refused(`Not everything in ${mirror} is known: ${unknown}`);
	const { places } = present;
	if (places.length === 0)
		return refused(`No build lies in ${mirror}: create the example .buildbot, and name the builds there.`);
	const lists = {
		builds: [...new Set(places.map(({ build }) => build))],
		arches: [...new Set(places.map(({ arch }) => arch))],
		subarches: [...new Set(places.map(({ subarch }) => subarch))],
	};
	return {
		kind: 'new',
		path: buildbotFile,
		text: newBuildbot(lists, rules.isLater),
		builds: lists.builds.length,
		arches: lists.arches.length,
		subarches: lists.subarches.length,
	};
}

/** The edit of `.buildbot` that brings about what was asked for, with what it means for the repository. */

import { append } from '../../../base/collections.ts';
import { LineIndex } from '../../../base/lineIndex.ts';
import type { Work } from '../../../base/work.ts';
import {
	type Buildbot,
	type BuildbotEdit,
	builtHere,
	editBuildbotWork,
	evaluateBuildbotWork,
	readBuildbotWork,
} from '../../../buildbot/index.ts';
import type { BuildbotEditAnswer, EditWish } from '../../../protocol/index.ts';
import type { SetupSnapshot } from '../../../setup/setupSnapshot.ts';

/** At most this many hosts are asked what they build. */
const mostHosts = 20;
/** At most this many places are named, in one line. */
const mostPlaces = 2;

/** @param text of the set-up's `.buildbot`, as it is in the editor */
export function* editAnswerWork(
	snapshot: SetupSnapshot,
	text: string,
	wish: EditWish,
): Work<BuildbotEditAnswer> {
	const { rules, buildbotFile } = snapshot.setup;
	const answer = yield* editBuildbotWork(text, wish, rules);
	if (answer.kind === 'refused') {
		const { reason, span } = answer;
		if (span === undefined) return { kind: 'refused', reason };
		const { line, character: column } = new LineIndex(text).at(span.start);
		return { kind: 'refused', reason, place: { path: buildbotFile, line, column } };
	}
	const edits = answer.edits.map(({ span, text: put }) => ({ start: span.start, end: span.end, text: put }));
	const hosts = yield* otherHostsWork(text, answer, wish.name);
	const places = placesOf(snapshot, wish);
	const effect = effectOf(wish, places !== '');
	return { kind: 'edit', edits, text: answer.text, places, effect, hosts };
}

/** One file decides about all builds, so the places that it concerns are named. */
function placesOf({ repository }: SetupSnapshot, { holds, name }: EditWish): string {
	const present = holds === 'subarches' ? (repository?.subarches ?? []) : [];
	const places = present.filter(({ subarch }) => subarch === name);
	const shown = places.slice(0, mostPlaces).map(({ build, arch }) => `${build} / ${arch}`);
	const rest = places.length - shown.length;
	return [...shown, ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
}

/** The editor cuts a line of more than 90 characters or so. */
function effectOf({ holds, name, to }: EditWish, isPresent: boolean): string {
	if (holds !== 'subarches')
		return to === 'here' ? `Metro builds below ${name} as soon as the directories exist.` : '';
	switch (to) {
		case 'here':
			return isPresent ? '' : 'Metro builds it as soon as its directory exists: Create Directories makes it.';
		case 'elsewhere':
			return 'Its builds are still cleaned and listed.';
		case 'nowhere':
			return 'Its builds stay in the mirror, and Clean and index.xml no longer see them.';
	}
}

/** Since December 2020 one file decides for all hosts: those that it compares its own host with. */
function* otherHostsWork(
	text: string,
	{ before, after, text: now }: BuildbotEdit,
	name: string,
): Work<string[]> {
	const { isLater, hostName } = before.rules;
	if (!isLater) return [];
	const texts = [yield* readBuildbotWork(text), yield* readBuildbotWork(now)] as const;
	const changed = new Map<string, string[]>();
	for (const host of after.outline.hosts.filter((one) => one !== hostName).slice(0, mostHosts)) {
		const rules = { isLater, hostName: host };
		const answers: (boolean | undefined)[] = [];
		for (const one of texts)
			answers.push(builds(yield* evaluateBuildbotWork(one, { rules, isBrief: true }), name));
		const [old, then] = answers;
		if (old === then && then !== undefined) continue;
		append(changed, then === undefined ? 'unknown' : then ? 'gained' : 'lost', host);
	}
	return [...changed].map(([what, hosts]) =>
		hostSentences[what as keyof typeof hostSentences](hosts.join(', '), name),
	);
}

const hostSentences = {
	gained: (hosts: string, name: string) => `${hosts}: ${name} is then built there, too.`,
	lost: (hosts: string, name: string) => `${hosts}: ${name} is then no longer built there.`,
	unknown: (hosts: string, name: string) => `${hosts}: it is unknown whether ${name} is then built there.`,
};

/** Whether a host builds a subarch of any build; `undefined`: unknown. */
function builds(buildbot: Buildbot, name: string): boolean | undefined {
	const shares = buildbot.settings.builds.map((build) => builtHere(buildbot, build.name));
	if (shares.some((share) => share?.includes(name))) return true;
	return shares.includes(undefined) ? undefined : false;
}

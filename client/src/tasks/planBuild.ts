/** What a build of a subarch would be: asks `buildrepo`, and says why there can be none. */
import { access, constants } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import type { SetupSummary } from '../../../server/src/protocol/index.ts';
import { askBuildrepo } from '../buildrepo/askBuildrepo.ts';
import type { Services } from '../services.ts';
import { type ChosenBuild, choiceWords, type PlannedBuild, readPlannedBuild } from './buildChoice.ts';

/** `isRefused`: whatever is to be built, it cannot be. */
export type Planned = PlannedBuild | Refusal;

export interface Refusal {
	readonly why: string;
	readonly isRefused: boolean;
	/** The file to correct is `.metro`; otherwise it is more likely `.buildbot`. */
	readonly isOfMetro?: true;
}

/** Asks for the build of a subarch, named by its directory. */
export async function planBuild(
	services: Services,
	setup: SetupSummary,
	path: string,
	choice: ChosenBuild,
): Promise<Planned> {
	const words = ['buildbot', '--json', '--only', path, ...choiceWords(choice)];
	const answer = await askBuildrepo(services, setup, words);
	if (answer.kind === 'refused') {
		// If a build with a target of its own is refused as well, map_build is not the reason.
		if (choice.target !== undefined) return { why: answer.why, isRefused: true };
		const again = await askBuildrepo(services, setup, [...words, '--target', 'full']);
		return { why: answer.why, isRefused: again.kind === 'refused' };
	}
	const planned = readPlannedBuild(answer.value);
	if (planned === undefined) return { why: l10n.t('buildrepo did not say what to build.'), isRefused: true };
	const [program = ''] = planned.command;
	if (await canRun(program)) return planned;
	const why = l10n.t(
		'{0}, the program of Metro, is missing or cannot be run. Correct path/install in .metro, or install Metro there.',
		program,
	);
	return { why, isRefused: true, isOfMetro: true };
}

async function canRun(program: string): Promise<boolean> {
	return access(program, constants.X_OK).then(
		() => true,
		() => false,
	);
}

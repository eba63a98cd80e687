/** Creating what Metro needs before it builds: directories of subarches, and the repository itself. */
import * as l10n from '@vscode/l10n';
import { type QuickPickItem, window } from 'vscode';
import type { MissingDirectory, SetupSummary } from '../../../server/src/protocol/index.ts';
import { eventsOf } from '../buildrepo/eventReader.ts';
import { runWithProgress } from '../buildrepo/runWithProgress.ts';
import type { Services } from '../services.ts';
import { mayRun } from '../settings/trust.ts';
import { problemOf } from '../setups/setupProblem.ts';
import { confirm, notify } from '../ui/notify.ts';
import { numberText } from '../ui/numberText.ts';
import { nextBuildOffer } from '../ui/offers.ts';
import { chooseAnySetup, chooseSetup } from './chooseSetup.ts';
import { chosenRow } from './chosenRow.ts';

/** Create Directory: for a row, or for the name of a subarch (with its home) whose directory is missing. */
export async function createDirectory(services: Services, argument: unknown, name?: unknown): Promise<void> {
	if (!mayRun()) return;
	if (typeof name === 'string') {
		const setup = await chooseSetup(services, argument);
		if (setup !== undefined)
			await createSome(
				services,
				setup,
				setup.missing.filter(({ subarch }) => subarch === name),
			);
		return;
	}
	const chosen = await chosenRow(services, argument);
	if (chosen?.row.missing === undefined) return;
	const setup = await chooseSetup(services, chosen.home);
	if (setup !== undefined) await createSome(services, setup, [chosen.row.missing]);
}

/** Create Directories: those that the user picks of all that are missing. One that belongs to an arch of its own is not among them. */
export async function createDirectories(services: Services, home?: unknown): Promise<void> {
	if (!mayRun()) return;
	const setup = await chooseSetup(services, home);
	if (setup !== undefined)
		await createSome(
			services,
			setup,
			setup.missing.filter(({ specArch }) => specArch === undefined),
			true,
		);
}

/** Create Repository Directory: makes the directory that path/mirror names, after a question. */
export async function createRepository(services: Services, home?: unknown): Promise<void> {
	const setup = mayRun() ? await chooseAnySetup(services, home) : undefined;
	if (setup === undefined) return;
	if (setup.state !== 'no-mirror' || setup.mirror === undefined) {
		notify(problemOf(setup));
		return;
	}
	const detail = l10n.t(
		'It is the directory that path/mirror in .metro names. If it lies on a disk that is not mounted, mount that instead.',
	);
	if (!(await confirm(l10n.t('Create {0}?', setup.mirror), detail, l10n.t('Create')))) return;
	const words = ['create', '--repository'];
	const what = l10n.t('Create Repository Directory');
	const ended = await runWithProgress(services, { what, setup, words });
	if (ended === undefined) return;
	await services.server.refresh();
	notify({ severity: 'information', text: l10n.t('Created {0}.', setup.mirror), offers: [] });
}

interface Choice extends QuickPickItem {
	/** `BUILD/ARCH/SUBARCH`. */
	readonly name: string;
}

/** Where nothing is to be chosen, it is done at once, unless `asks`. */
async function createSome(
	services: Services,
	setup: SetupSummary,
	missing: readonly MissingDirectory[],
	asks = false,
): Promise<void> {
	const choices = missing.flatMap(choicesOf);
	if (choices.length === 0) {
		notify({
			severity: 'information',
			text: l10n.t('No directory is missing: every subarch that .buildbot has built here has one.'),
			offers: [],
		});
		return;
	}
	const isClear = choices.length === 1 && choices[0]?.picked === true;
	const picked = isClear && !asks ? choices : await pick(choices);
	if (picked === undefined || picked.length === 0) return;
	const words = ['create', ...picked.map(({ name }) => name)];
	const ended = await runWithProgress(services, { what: l10n.t('Create Directories'), setup, words });
	if (ended?.report === undefined) return;
	await services.server.refresh();
	const made = eventsOf(ended.report, 'created');
	const [first] = picked;
	notify({
		severity: 'information',
		text:
			made.length === 1 && first !== undefined
				? l10n.t('Created the directory of {0}: it is in the build rotation now.', first.name)
				: l10n.t('Created {0} directories: they are in the build rotation now.', numberText(made.length)),
		offers: [nextBuildOffer],
	});
}

function choicesOf({ build, subarch, arches, specArch }: MissingDirectory): Choice[] {
	const isKnown = arches.length === 1 && specArch === undefined;
	const why =
		specArch === undefined
			? l10n.t('Its arch is not known: pick the one that it belongs to.')
			: l10n.t('By the specs of Metro, it belongs to {0}.', specArch);
	return arches.map((arch) => ({
		label: subarch,
		description: `${build} / ${arch}`,
		...(!isKnown && { detail: why }),
		name: `${build}/${arch}/${subarch}`,
		// Where the arch is not known, the user has to say which.
		picked: isKnown,
	}));
}

async function pick(choices: readonly Choice[]): Promise<readonly Choice[] | undefined> {
	return window.showQuickPick([...choices], {
		title: l10n.t('Create Directories'),
		placeHolder: l10n.t('Which subarches are to be built? Each that is picked gets its directory.'),
		canPickMany: true,
		matchOnDescription: true,
	});
}

/** Run Builds Until None Is Due, and Stop After This Build. */
import * as l10n from '@vscode/l10n';
import { askBuildrepo } from '../buildrepo/askBuildrepo.ts';
import type { Services } from '../services.ts';
import { mayRun } from '../settings/trust.ts';
import { buildTaskType } from '../tasks/buildTaskDefinition.ts';
import { notify } from '../ui/notify.ts';
import { numberText, plural } from '../ui/numberText.ts';
import { chooseSetup } from './chooseSetup.ts';
import { commandIds } from './commandIds.ts';

export async function runBuilds(services: Services, home?: unknown): Promise<void> {
	const setup = await chooseSetup(services, home);
	if (setup !== undefined)
		await services.tasks.run(setup, { type: buildTaskType, task: 'all', home: setup.home });
}

/** Works for a run of any window or terminal of this user: `buildrepo` passes it on. */
export async function stopAfterThis(services: Services, home?: unknown): Promise<void> {
	if (!mayRun()) return;
	const setup = await chooseSetup(services, home);
	if (setup === undefined) return;
	const waiting = services.queue.leaveOut(setup.home).length;
	if (waiting > 0) {
		const several = l10n.t('{0} builds that waited in this window are left out.', numberText(waiting));
		const text = plural(waiting, l10n.t('The build that waited in this window is left out.'), several);
		notify({ severity: 'information', text, offers: [] });
		return;
	}
	const answer = await askBuildrepo(services, setup, ['buildbot', '--stop-after-this', '--json']);
	notify(
		answer.kind === 'answer'
			? {
					severity: 'information',
					text: l10n.t('The run of builds ends after the build in progress.'),
					offers: [{ label: l10n.t('Stop Now…'), command: commandIds.stopBuild }],
				}
			: {
					severity: 'information',
					text: l10n.t('No run of builds is in progress in this repository: {0}', answer.why),
					offers: [{ label: l10n.t('Run Builds Until None Is Due'), command: commandIds.runBuilds }],
				},
	);
}

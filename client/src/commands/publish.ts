/** Publish, and Maintain Repository: say what would happen, ask, do it with progress, and say what came of it. */
import * as l10n from '@vscode/l10n';
import { eventsOf } from '../buildrepo/eventReader.ts';
import {
	hasTargets,
	maintained,
	maintainQuestion,
	published,
	publishedTargets,
	publishQuestion,
} from '../buildrepo/publishing.ts';
import { runWithProgress } from '../buildrepo/runWithProgress.ts';
import type { Services } from '../services.ts';
import { mayRun } from '../settings/trust.ts';
import type { Offer } from '../ui/message.ts';
import { confirmLoss, notify } from '../ui/notify.ts';
import { chooseSetup } from './chooseSetup.ts';
import { commandIds } from './commandIds.ts';

export async function publishRepository(services: Services, home?: unknown): Promise<void> {
	const setup = await chooseSetup(services, home);
	if (setup === undefined || !mayRun()) return;
	const what = l10n.t('Publish');
	const remedy: Offer = {
		label: l10n.t('Open .metro'),
		command: commandIds.openMetro,
		arguments: [setup.home],
	};
	const run = { what, setup, remedy, isAnswer: hasTargets };
	const planned = await runWithProgress(services, { ...run, words: ['publish', '--pretend'] });
	if (planned === undefined) return;
	const question = publishQuestion(publishedTargets(planned.report));
	if ('severity' in question) return notify(question);
	if (!(await confirmLoss(question))) return;
	const ended = await runWithProgress(services, { ...run, words: ['publish'] });
	if (ended !== undefined) notify(published(setup.home, publishedTargets(ended.report)));
}

export async function maintainRepository(services: Services, home?: unknown): Promise<void> {
	const setup = await chooseSetup(services, home);
	if (setup === undefined || !mayRun()) return;
	const what = l10n.t('Maintain Repository');
	const run = {
		what,
		setup,
		isAnswer: ({ report }: { report?: Parameters<typeof eventsOf>[0] }): boolean =>
			report !== undefined && eventsOf(report, 'maintained').length > 0,
	};
	const planned = await runWithProgress(services, { ...run, words: ['maintain', '--pretend'] });
	if (planned?.report === undefined) return;
	if (!(await confirmLoss(maintainQuestion(planned.report, setup.mirror ?? setup.home)))) return;
	const ended = await runWithProgress(services, { ...run, words: ['maintain'] });
	if (ended?.report !== undefined) notify(maintained(setup.home, ended.report));
}

/** Maintain Repository: says what would happen, asks, does it with progress, and says what came of it. */
import * as l10n from '@vscode/l10n';
import { eventsOf } from '../buildrepo/eventReader.ts';
import {
	heldOf,
	maintained,
	maintainPreview,
	maintainQuestion,
	stepWords,
} from '../buildrepo/maintenance.ts';
import { type ProgressRun, runWithProgress } from '../buildrepo/runWithProgress.ts';
import type { Services } from '../services.ts';
import { mayRun } from '../settings/trust.ts';
import { confirmLoss, notify } from '../ui/notify.ts';
import { chooseSetup } from './chooseSetup.ts';
import { keepWords } from './clean.ts';

export async function maintainRepository(services: Services, home?: unknown): Promise<void> {
	const setup = await chooseSetup(services, home);
	if (setup === undefined || !mayRun()) return;
	const run: Omit<ProgressRun, 'words'> = {
		what: l10n.t('Maintain Repository'),
		setup,
		isAnswer: ({ report }) => report !== undefined && eventsOf(report, 'maintained').length > 0,
		wordsOf: stepWords,
	};
	const pretend = ['maintain', '--pretend'];
	let planned = await runWithProgress(services, { ...run, words: pretend });
	if (planned?.report === undefined) return;
	const held = keepWords(heldOf(planned.report, services.cleanPages.held(setup.home)));
	if (held.length > 0) {
		planned = await runWithProgress(services, { ...run, words: [...pretend, ...held] });
		if (planned?.report === undefined) return;
	}
	const { report } = planned;
	const more = {
		label: l10n.t('Show What Would Be Done'),
		show: () =>
			services.previewTexts.show('maintain.txt', maintainPreview(report), l10n.t('Maintain Repository…')),
	};
	if (!(await confirmLoss(maintainQuestion(report, setup.mirror ?? setup.home), undefined, more))) return;
	const ended = await runWithProgress(services, { ...run, words: ['maintain', ...held] });
	if (ended?.report !== undefined) notify(maintained(setup.home, ended.report));
}

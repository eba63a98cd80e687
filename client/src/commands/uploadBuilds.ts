/** Upload Builds: shows what would be sent to the master, asks, and sends it. */
import * as l10n from '@vscode/l10n';
import type { SetupSummary, UploadPlan } from '../../../server/src/protocol/index.ts';
import { eventsOf } from '../buildrepo/eventReader.ts';
import type { Ended } from '../buildrepo/outcome.ts';
import { runWithProgress } from '../buildrepo/runWithProgress.ts';
import { nothingToUpload, uploaded, uploadQuestion } from '../buildrepo/uploads.ts';
import type { Services } from '../services.ts';
import { confirm, notify } from '../ui/notify.ts';
import { chooseSetup } from './chooseSetup.ts';
import { chosenRows } from './chosenRow.ts';

/** All builds that the master does not have. */
export async function uploadBuilds(services: Services, home?: unknown): Promise<void> {
	const setup = await chooseSetup(services, home);
	if (setup !== undefined) await reviewAndSend(services, setup, []);
}

/** The builds of the chosen rows: subarches, dated builds, or what is above them. */
export async function uploadRows(services: Services, node: unknown, selected: unknown): Promise<void> {
	const rows = await chosenRows(services, node, selected);
	const paths = rows.flatMap(({ row }) => row.path ?? []);
	const [first] = rows;
	if (first === undefined || paths.length === 0) return;
	const setup = await chooseSetup(services, first.home);
	if (setup !== undefined) await reviewAndSend(services, setup, paths);
}

async function reviewAndSend(
	services: Services,
	setup: SetupSummary,
	paths: readonly string[],
): Promise<void> {
	const what = l10n.t('Upload Builds');
	const looked = await runWithProgress(services, {
		what,
		setup,
		words: ['upload', '--pretend', ...paths],
		isAnswer: (run) => planOf(run) !== undefined,
	});
	const plan = looked && planOf(looked);
	if (plan === undefined) return;
	const nothing = nothingToUpload(plan);
	if (nothing !== undefined) return notify(nothing);
	const { title, detail, yes } = uploadQuestion(plan);
	if (!(await confirm(title, detail, yes))) return;
	const ended = await runWithProgress(services, {
		what,
		setup,
		words: ['upload', ...paths],
		isAnswer: (run) => tallyOf(run) !== undefined,
	});
	const tally = ended && tallyOf(ended);
	if (tally !== undefined) notify(uploaded(setup.home, tally));
}

function planOf({ report }: Ended): UploadPlan | undefined {
	return report && eventsOf(report, 'upload-plan')[0];
}

function tallyOf({ report }: Ended) {
	return report && eventsOf(report, 'uploads')[0]?.tally;
}

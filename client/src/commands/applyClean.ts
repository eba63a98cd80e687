/** Remove Listed Builds: has the reviewed script done, after a question, and nothing that was not in it. */
import { Uri, window } from 'vscode';
import { cleaned } from '../buildrepo/results.ts';
import { runWithProgress } from '../buildrepo/runWithProgress.ts';
import { countPlan } from '../clean/cleanPlan.ts';
import { counted } from '../message.ts';
import { confirmLoss, notify } from '../notify.ts';
import type { Services } from '../services.ts';
import { mayRun } from '../trust.ts';
import { chooseSetup } from './chooseSetup.ts';
import { commandIds } from './commandIds.ts';

export async function applyClean(services: Services, argument?: unknown): Promise<void> {
	const uri = argument instanceof Uri ? argument : window.activeTextEditor?.document.uri;
	const review = uri && services.reviews.get(uri);
	if (review === undefined || review.done !== undefined || !mayRun()) return;
	const setup = await chooseSetup(services, review.home);
	if (setup === undefined) return;
	const { removals, kept } = countPlan(review.plan);
	const question = `Remove ${counted(removals, 'entry', 'entries')} from ${setup.mirror ?? 'the repository'}?`;
	const isSure = await confirmLoss({
		title: question,
		no: 'Keep Reviewing',
		yes: 'Remove',
		detail: 'It cannot be undone. Nothing is removed if the repository has changed since the review.',
		kept: `${counted(kept, 'build is', 'builds are')} kept`,
	});
	if (!isSure) return;
	const words = ['clean', '--apply', '--yes', '--expect', review.plan.sha256];
	const remedy = { label: 'Review Anew', command: commandIds.clean, arguments: [setup.home] };
	const ended = await runWithProgress(services, { what: 'Clean', setup, words, remedy });
	if (ended?.report === undefined) return;
	const said = cleaned(ended.report);
	services.reviews.finish(setup.home, said.text);
	notify(said);
}

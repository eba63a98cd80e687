/** Clean: shows the script that would remove old builds, for review. It removes nothing itself. */
import { window } from 'vscode';
import { outputText } from '../buildrepo/outcome.ts';
import { runWithProgress } from '../buildrepo/runWithProgress.ts';
import { countCleanScript } from '../clean/cleanScript.ts';
import { counted, type Message } from '../message.ts';
import { notify } from '../notify.ts';
import { showOutput } from '../offers.ts';
import type { Services } from '../services.ts';
import { chooseSetup } from './chooseSetup.ts';
import { commandIds } from './commandIds.ts';

export async function clean(services: Services, home?: unknown): Promise<void> {
	const setup = await chooseSetup(services, home);
	if (setup === undefined) return;
	// Always the bundled program: it is the one that removes what the user has reviewed.
	const ended = await runWithProgress(services, { what: 'Clean', setup, words: ['clean'] });
	if (ended === undefined) return;
	const { removals } = countCleanScript(outputText(ended));
	if (removals === 0) {
		notify(nothingToClean);
		return;
	}
	const uri = services.reviews.add(setup.home, ended.output);
	await window.showTextDocument(uri, { preview: false });
	notify({
		severity: 'information',
		text: `Nothing is removed yet. The script lists ${counted(removals, 'removal')}: review it, then have it done.`,
		offers: [{ label: 'Remove What Is Listed', command: commandIds.applyClean, arguments: [uri] }],
	});
}

const nothingToClean: Message = {
	severity: 'information',
	text: 'Nothing to clean: there is no old build.',
	offers: [showOutput],
};

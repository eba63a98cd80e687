/** The request of our own client that shows what a text of `.buildbot` would have built and cleaned, beside the saved file. */
import type { Connection } from 'vscode-languageserver';
import { toCivil } from '../../base/civilTime.ts';
import { requests } from '../../protocol/index.ts';
import type { Repository } from '../../repository/index.ts';
import { type Outlook, type OutlookPorts, outlookOf, outlookOfText } from '../../setup/preview/outlook.ts';
import { editorTitles, outlookText } from '../../setup/preview/outlookText.ts';
import type { SetupSnapshot } from '../../setup/setupSnapshot.ts';
import type { EditorHost } from '../../workspace/serverHost.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { type Handling, requestsOf } from '../requestHandler.ts';

/** Milliseconds for which the outlook of an unchanged repository is good: builds are counted in days. */
const goodFor = 60_000;

export function registerRotationRequest(
	connection: Connection,
	workspace: Workspace,
	{ files, hostName, isAlive, hasEnded, clock }: EditorHost,
	log: Handling,
): void {
	const saved = createSavedOutlook();
	requestsOf(connection, log)(requests.previewRotation, null, async ({ home, text }, signal) => {
		const setup = typeof home === 'string' ? await workspace.setupAt(home) : undefined;
		await setup?.firstSnapshot;
		const snapshot = setup?.snapshot();
		if (snapshot === undefined || typeof text !== 'string') return null;
		const ports = { files, hostName, isAlive, hasEnded, now: clock.now, signal };
		const now = clock.now();
		const edited = await outlookOfText(text, snapshot.setup, snapshot.repository, toCivil(now), ports);
		return { text: outlookText(await saved(snapshot, now, ports), edited, editorTitles) };
	});
}

type AskSaved = (
	snapshot: SetupSnapshot,
	moment: number,
	ports: OutlookPorts,
) => Promise<Outlook | undefined>;

/** The outlook of the saved file, kept while its repository stays the same; `undefined`: there is no such file. */
function createSavedOutlook(): AskSaved {
	const kept = new WeakMap<
		Repository,
		{ readonly moment: number; readonly policy: object; readonly outlook: Outlook }
	>();
	return async ({ setup, repository, halfWritten, trouble }, moment, ports) => {
		const { lacksBuildbot, policy, askMapBuild, generation } = setup;
		if (lacksBuildbot) return undefined;
		const wrong = halfWritten ?? trouble;
		if (wrong !== undefined) return { kind: 'unknown', reason: wrong.message };
		if (repository === undefined || policy === undefined || askMapBuild === undefined)
			return { kind: 'unknown', reason: 'The repository has not been read.' };
		const last = kept.get(repository);
		if (last?.policy === policy && Math.abs(moment - last.moment) < goodFor) return last.outlook;
		const { dialect } = generation;
		const outlook = await outlookOf({ repository, policy, dialect, askMapBuild }, toCivil(moment), ports);
		kept.set(repository, { moment, policy, outlook });
		return outlook;
	};
}

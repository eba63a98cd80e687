/** The requests of our own client that edit `.buildbot`, or make a first one. */
import type { Connection } from 'vscode-languageserver';
import type { WorkSignal } from '../../base/abort.ts';
import { isRecord } from '../../base/json.ts';
import { inTurns } from '../../base/work.ts';
import { editAnswerWork } from '../../features/buildbot/edits/editAnswer.ts';
import { namesAnswerWork } from '../../features/buildbot/edits/namesAnswer.ts';
import { newBuildbotAnswer } from '../../features/buildbot/edits/newBuildbotAnswer.ts';
import { type EditWish, requests } from '../../protocol/index.ts';
import { type MirrorPlaces, mirrorPlaces } from '../../repository/index.ts';
import { mirrorTrouble } from '../../setup/findMirror.ts';
import type { SetupSnapshot } from '../../setup/setupSnapshot.ts';
import type { EditorHost } from '../../workspace/serverHost.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { type Handling, requestsOf } from '../requestHandler.ts';

export function registerBuildbotRequests(
	connection: Connection,
	workspace: Workspace,
	host: EditorHost,
	log: Handling,
): void {
	const on = requestsOf(connection, log);
	/** The snapshot of a home; waits for the first. */
	const snapshotAt = async (home: unknown): Promise<SetupSnapshot | undefined> => {
		const setup = typeof home === 'string' ? await workspace.setupAt(home) : undefined;
		await setup?.firstSnapshot;
		return setup?.snapshot();
	};
	on(requests.editBuildbot, null, async ({ home, text, wish }, signal) => {
		const snapshot = await snapshotAt(home);
		const sent = sentWish(wish);
		if (snapshot === undefined || sent === undefined || typeof text !== 'string') return null;
		return inTurns(editAnswerWork(snapshot, text, sent), signal);
	});
	on(requests.buildbotNames, null, async ({ home, text }, signal) => {
		const snapshot = await snapshotAt(home);
		if (snapshot === undefined || typeof text !== 'string') return null;
		const present = await presentIn(snapshot, host, signal);
		return inTurns(namesAnswerWork(snapshot, text, present), signal);
	});
	on(requests.newBuildbot, null, async ({ home }, signal) => {
		const snapshot = await snapshotAt(home);
		return snapshot === undefined
			? null
			: newBuildbotAnswer(snapshot, await presentIn(snapshot, host, signal));
	});
}

/** What lies in the mirror; `undefined`: there is no mirror that can be read. */
async function presentIn(
	{ setup }: SetupSnapshot,
	{ files, hostName, isAlive, hasEnded, clock }: EditorHost,
	signal: WorkSignal,
): Promise<MirrorPlaces | undefined> {
	const { mirror } = setup;
	if (mirror === undefined || (await mirrorTrouble(setup, files)) !== undefined) return undefined;
	return mirrorPlaces(mirror, { files, hostName, isAlive, hasEnded, now: clock.now, signal });
}

const kinds: readonly string[] = ['builds', 'arches', 'subarches'] satisfies EditWish['holds'][];
const belongings: readonly string[] = ['here', 'elsewhere', 'nowhere'] satisfies EditWish['to'][];

/** A wish as it was sent; `undefined`: it is none. */
function sentWish(sent: unknown): EditWish | undefined {
	if (!isRecord(sent)) return undefined;
	const { holds, name, to } = sent;
	if (typeof name !== 'string' || typeof holds !== 'string' || typeof to !== 'string') return undefined;
	if (!kinds.includes(holds) || !belongings.includes(to)) return undefined;
	return { name, holds: holds as EditWish['holds'], to: to as EditWish['to'] };
}

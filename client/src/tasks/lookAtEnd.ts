/** Looks at the repository after a build has ended, so that its message claims only what is there. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningBuild, SetupSummary } from '../../../server/src/protocol/index.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import { placeInMirror } from '../setups/placeInMirror.ts';
import type { RepositoryView } from '../view/repositoryView.ts';
import type { RowNode } from '../view/treeNode.ts';
import type { BuildRun } from './buildRuns.ts';
import type { BuildEnd } from './endMessage.ts';

/** The server may take so long to see what a build has left, and that its lock is gone, in milliseconds. */
const patience = 6000;
const pause = 200;

/** `setup` is the one that the build belongs to, `undefined` if it is gone. */
export async function lookAtEnd(
	{ tree }: RepositoryView,
	server: LanguageServer,
	setup: SetupSummary | undefined,
	{ definition, startedAt, stopped }: BuildRun,
	status: number | undefined,
): Promise<BuildEnd> {
	const duration = Date.now() - startedAt;
	const day = dayOf(startedAt);
	const node = setup && nodeOf(tree, setup, definition.subarch);
	const deadline = Date.now() + patience;
	let seen: Pick<BuildEnd, 'found' | 'holder'> = { found: 'nothing', holder: undefined };
	while (node !== undefined) {
		seen = await look(tree, node, day);
		const isDone = status === 0 && !stopped;
		const settled = isDone ? seen.found === 'complete' : seen.holder === undefined;
		if (settled || Date.now() > deadline) break;
		await sleep(pause);
	}
	const broke = status !== 0 && seen.holder === undefined && seen.found === 'incomplete' && !stopped;
	const failure =
		node === undefined || !broke
			? undefined
			: await server
					.failure({ home: node.home, id: `${node.id}/${day}`, since: startedAt })
					.catch(() => undefined);
	return { definition, status, stopped, duration, node, day, ...seen, ...(failure && { failure }) };
}

function nodeOf(
	tree: RepositoryView['tree'],
	{ home, mirror }: SetupSummary,
	path: string | undefined,
): RowNode | undefined {
	if (path === undefined || mirror === undefined) return undefined;
	const place = placeInMirror(path, mirror);
	return place === undefined ? undefined : tree.node(home, place);
}

async function look(
	tree: RepositoryView['tree'],
	node: RowNode,
	day: string,
): Promise<{ found: BuildEnd['found']; holder: RunningBuild | undefined }> {
	const row = await tree.freshRow(node);
	const build = (await tree.rowsBelow(node.home, node.id)).find(({ label }) => label === day);
	const found = build === undefined ? 'nothing' : build.tags.includes('complete') ? 'complete' : 'incomplete';
	return { found, holder: row?.running };
}

/** The day in local time, as Metro names directories. */
function dayOf(moment: number): string {
	const date = new Date(moment);
	const two = (number: number): string => String(number).padStart(2, '0');
	return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

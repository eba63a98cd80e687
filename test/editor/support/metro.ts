/** The parts of our extension, as suites inside the extension host see them. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Services } from '../../../client/src/services.ts';
import type { RowNode } from '../../../client/src/view/treeNode.ts';
import type { Row } from '../../../server/src/protocol/index.ts';
import { extension, home, until } from './host.ts';

/** What `activate` gave. */
export async function services(): Promise<Services> {
	return (await extension().activate()) as Services;
}

/** The extension when its set-up is ready. */
export async function readyServices(): Promise<Services> {
	const metro = await services();
	await until('a set-up that is ready', () => metro.setups.known?.[0]?.state === 'ready');
	return metro;
}

/** Where the sample keeps its repository. */
export function mirror(): string {
	return join(home(), 'mirror');
}

export function nodeOf(metro: Services, id: string): RowNode {
	return metro.view.tree.node(home(), id);
}

/** The row with this id, as the server describes it now. */
export async function rowNow(metro: Services, id: string): Promise<Row> {
	const answer = await metro.server.row({ home: home(), id });
	assert.ok(answer, `there is no row ${id}`);
	return answer.row;
}

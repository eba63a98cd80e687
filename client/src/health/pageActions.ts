/** What the buttons of the Health page do: our own commands, on the row that the page names. */
import { commands } from 'vscode';
import type { HealthAction } from '../../../server/src/protocol/index.ts';
import { type CommandId, commandIds } from '../commands/commandIds.ts';
import type { RowNode } from '../view/treeNode.ts';

/** `row` is the id of a subarch's row; `undefined`: the action is about the repository. */
export type PageAction = (home: string, action: HealthAction, row: string | undefined) => Promise<void>;

/** Those of a row take its node, those of the repository its home. */
const ofRows: Partial<Record<HealthAction, CommandId>> = {
	'open-log': commandIds.openLog,
	'follow-log': commandIds.openLog,
	zap: commandIds.zapFailcount,
	build: commandIds.buildThis,
	explain: commandIds.showDetails,
	stop: commandIds.stopBuild,
	'release-lock': commandIds.releaseLock,
	'open-buildbot': commandIds.openBuildbot,
};

const ofHomes: Partial<Record<HealthAction, CommandId>> = {
	'write-index': commandIds.writeIndexXml,
	clean: commandIds.clean,
	'generate-digests': commandIds.generateDigests,
	upload: commandIds.uploadBuilds,
	publish: commandIds.publish,
	'create-directory': commandIds.createDirectories,
	'open-buildbot': commandIds.openBuildbot,
};

export const actOnPage: PageAction = async (home, action, row) => {
	const rowCommand = ofRows[action];
	const homeCommand = ofHomes[action];
	if (action === 'show-row') await commands.executeCommand(commandIds.showInTree, home, row);
	else if (rowCommand !== undefined && row !== undefined) {
		const node: RowNode = { kind: 'row', home, id: row };
		await commands.executeCommand(rowCommand, node);
	} else if (homeCommand !== undefined) await commands.executeCommand(homeCommand, home);
};

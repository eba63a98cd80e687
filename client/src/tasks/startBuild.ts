/** Starts the build of one subarch, unless it is being built: then it says by whom, and offers what can be done. */
import * as l10n from '@vscode/l10n';
import type { Row, SetupSummary } from '../../../server/src/protocol/index.ts';
import { commandIds } from '../commands/commandIds.ts';
import type { Services } from '../services.ts';
import type { Message } from '../ui/message.ts';
import { notify } from '../ui/notify.ts';
import type { RowNode } from '../view/treeNode.ts';
import type { ChosenBuild } from './buildChoice.ts';
import { buildTaskType } from './buildTaskDefinition.ts';
import { holderSince } from './endMessage.ts';

/**
 * `id` is the subarch's row, `path` its directory; `choice` what to build instead of what `map_build` asks for. False: it was
 * not started, and the user has been told why.
 */
export async function startBuild(
	services: Services,
	setup: SetupSummary,
	id: string,
	path: string,
	choice: ChosenBuild = {},
): Promise<boolean> {
	if (!(await isFree(services, setup, id, path))) return false;
	return services.tasks.run(setup, {
		type: buildTaskType,
		task: 'build',
		home: setup.home,
		subarch: path,
		...choice,
	});
}

/** False if the subarch is being built; the user is told by whom. */
export async function isFree(
	{ view, tasks }: Services,
	setup: SetupSummary,
	id: string,
	path: string,
): Promise<boolean> {
	const node = view.tree.node(setup.home, id);
	const row = await view.tree.freshRow(node);
	const ours = tasks.runs.holds(path);
	if (ours || row?.running !== undefined) {
		notify(alreadyBuilding(node, row, path, ours));
		return false;
	}
	return true;
}

/** `ours`: this window runs the build. */
function alreadyBuilding(node: RowNode, row: Row | undefined, path: string, ours: boolean): Message {
	const [build = '', arch = '', subarch = ''] = node.id.split('/');
	const by = row?.running === undefined ? l10n.t('in this window') : holderSince(row.running);
	return {
		severity: 'information',
		text: l10n.t('{0} is already being built {1}.', `${build} / ${arch} / ${subarch}`, by),
		offers: [
			...(ours
				? [{ label: l10n.t('Show Terminal'), command: commandIds.showTerminal, arguments: [node, path] }]
				: []),
			{ label: l10n.t('Open Log'), command: commandIds.openLog, arguments: [node] },
			...(ours ? [{ label: l10n.t('Stop…'), command: commandIds.stopBuild, arguments: [node] }] : []),
		],
	};
}

/** The table of commands: each id with what it does. A command that throws says so and writes the reason to the log. */
import * as l10n from '@vscode/l10n';
import { commands, Disposable } from 'vscode';
import { serverDoesNotRun } from '../server/serverFailure.ts';
import type { Services } from '../services.ts';
import { notify } from '../ui/notify.ts';
import { showOutput } from '../ui/offers.ts';
import { arrangeRows, clearFilter, filterRows, showMore } from './arrangeRows.ts';
import { buildThis } from './buildThis.ts';
import { chooseHome } from './chooseHome.ts';
import { reviewClean, showCleanScript } from './clean.ts';
import { type CommandId, commandIds } from './commandIds.ts';
import { compareConfigurations } from './compareConfigurations.ts';
import { createDirectories, createDirectory, createRepository } from './createDirectories.ts';
import { createBuildbot, createBuildbotFromMirror, createMetro } from './createSetupFile.ts';
import { addBuildOrArch, buildElsewhere, buildHere, manageSubarch, stopBuilding } from './editBuildbot.ts';
import { evaluateAs } from './evaluateAs.ts';
import { generateDigests } from './generateDigests.ts';
import { goToFirstError, openTerminalIn } from './logCommands.ts';
import { maintainRepository } from './maintain.ts';
import { nextBuild } from './nextBuild.ts';
import { openDocumentation } from './openDocumentation.ts';
import { openLog } from './openLog.ts';
import { openProblemPage } from './openProblemPage.ts';
import { addToMetro, openBuildbot, openMetro } from './openSetupFile.ts';
import { previewIndexXml } from './previewIndexXml.ts';
import { previewRotation } from './previewRotation.ts';
import { publishRepository } from './publish.ts';
import { refresh } from './refresh.ts';
import { releaseLock } from './releaseLock.ts';
import { reportIssue } from './reportIssue.ts';
import { restartServer } from './restartServer.ts';
import { copyPath, openFile, revealPath, showInTree } from './rowCommands.ts';
import { runBuilds, stopAfterThis } from './runBuilds.ts';
import { runNextBuild } from './runNextBuild.ts';
import { showTerminal, stopBuild } from './runningBuild.ts';
import { showDetails } from './showDetails.ts';
import { showHealth } from './showHealth.ts';
import { showProblem } from './showProblem.ts';
import { showReferences } from './showReferences.ts';
import { showResolvedConfiguration } from './showResolvedConfiguration.ts';
import { tryMapBuild } from './tryMapBuild.ts';
import { uploadBuilds, uploadRows } from './uploadBuilds.ts';
import { verifyDigests } from './verifyDigests.ts';
import { writeIndexXml } from './writeIndexXml.ts';
import { zapFailcount } from './zapFailcount.ts';
import { zapFailcounts } from './zapFailcounts.ts';

type Handler = (services: Services, ...args: readonly unknown[]) => Promise<void> | void;

const handlers: Readonly<Record<CommandId, Handler>> = {
	[commandIds.showHealth]: showHealth,
	[commandIds.nextBuild]: nextBuild,
	[commandIds.runNextBuild]: runNextBuild,
	[commandIds.buildThis]: buildThis,
	[commandIds.runBuilds]: runBuilds,
	[commandIds.stopAfterThis]: stopAfterThis,
	[commandIds.stopBuild]: stopBuild,
	[commandIds.releaseLock]: releaseLock,
	[commandIds.showDetails]: showDetails,
	[commandIds.showTerminal]: showTerminal,
	[commandIds.createDirectory]: createDirectory,
	[commandIds.createDirectories]: createDirectories,
	[commandIds.createRepository]: createRepository,
	[commandIds.zapFailcounts]: zapFailcounts,
	[commandIds.zapFailcount]: zapFailcount,
	[commandIds.generateDigests]: generateDigests,
	[commandIds.verifyDigests]: verifyDigests,
	[commandIds.uploadBuilds]: uploadBuilds,
	[commandIds.uploadRows]: uploadRows,
	[commandIds.writeIndexXml]: writeIndexXml,
	[commandIds.previewIndexXml]: previewIndexXml,
	[commandIds.clean]: reviewClean,
	[commandIds.publish]: publishRepository,
	[commandIds.maintainRepository]: maintainRepository,
	[commandIds.showCleanScript]: showCleanScript,
	[commandIds.refresh]: refresh,
	[commandIds.showOutput]: ({ log }) => log.show(true),
	[commandIds.restartServer]: restartServer,
	[commandIds.reportIssue]: reportIssue,
	[commandIds.showProblem]: showProblem,
	[commandIds.showInTree]: showInTree,
	[commandIds.openMetro]: openMetro,
	[commandIds.addToMetro]: addToMetro,
	[commandIds.openBuildbot]: openBuildbot,
	[commandIds.createMetro]: createMetro,
	[commandIds.createBuildbot]: createBuildbot,
	[commandIds.createBuildbotFromMirror]: createBuildbotFromMirror,
	[commandIds.manageSubarch]: manageSubarch,
	[commandIds.buildHere]: buildHere,
	[commandIds.buildElsewhere]: buildElsewhere,
	[commandIds.stopBuilding]: stopBuilding,
	[commandIds.addBuildOrArch]: addBuildOrArch,
	[commandIds.chooseHome]: chooseHome,
	[commandIds.evaluateAs]: evaluateAs,
	[commandIds.showResolvedConfiguration]: showResolvedConfiguration,
	[commandIds.previewRotation]: previewRotation,
	[commandIds.tryMapBuild]: tryMapBuild,
	[commandIds.compareConfigurations]: compareConfigurations,
	[commandIds.openDocumentation]: openDocumentation,
	[commandIds.showReferences]: showReferences,
	[commandIds.openProblemPage]: openProblemPage,
	[commandIds.openFile]: openFile,
	[commandIds.openLog]: openLog,
	[commandIds.goToFirstError]: goToFirstError,
	[commandIds.openTerminalIn]: openTerminalIn,
	[commandIds.filterRows]: filterRows,
	[commandIds.clearFilter]: clearFilter,
	[commandIds.arrangeRows]: arrangeRows,
	[commandIds.showMore]: showMore,
	[commandIds.copyPath]: copyPath,
	[commandIds.revealPath]: revealPath,
};

export function registerCommands(services: Services): Disposable {
	return Disposable.from(
		...Object.values(commandIds).map((id) =>
			commands.registerCommand(id, (...args: unknown[]) => guarded(services, id, args)),
		),
	);
}

async function guarded(services: Services, id: CommandId, args: readonly unknown[]): Promise<void> {
	try {
		// Menus of the title of details hand over their address: the commands are about the row.
		const [first, ...others] = args;
		await handlers[id](services, services.details.nodeOf(first) ?? first, ...others);
	} catch (error) {
		services.log.error(error instanceof Error ? error : String(error));
		if (services.server.health === 'failed') {
			notify(serverDoesNotRun);
			return;
		}
		notify({
			severity: 'error',
			text: l10n.t('Metro could not do this ({0}); the output has the reason.', id),
			offers: [showOutput],
		});
	}
}

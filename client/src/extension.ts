/** The extension's entry: puts its parts together. Everything is registered first; the server starts in the background. */
import './ui/localize.ts';
import { join } from 'node:path';
import { type ExtensionContext, type LogOutputChannel, Uri, window, workspace } from 'vscode';
import { provideMcpServers } from './assistant/mcpServers.ts';
import { registerLanguageModelTools } from './assistant/tools.ts';
import { createDigestProblems } from './buildrepo/digestProblems.ts';
import { createTerminalEnvironment } from './buildrepo/terminalEnvironment.ts';
import { createCleanPages } from './clean/cleanPages.ts';
import { buildToItsEnd, sayLeftOut } from './commands/buildSeveral.ts';
import { onCleanPage } from './commands/clean.ts';
import { registerCommands } from './commands/index.ts';
import { onIndexPage, readIndexPage } from './commands/previewIndexXml.ts';
import { createSubarchDetails } from './details/subarchDetails.ts';
import { createProposals } from './edits/proposals.ts';
import { createEvaluationStatus } from './evaluate/evaluation.ts';
import { contextAtStart } from './evaluate/rememberedContext.ts';
import { createResolvedDocuments } from './evaluate/resolvedDocuments.ts';
import { createHealthPanels } from './health/healthPanels.ts';
import { actOnPage } from './health/pageActions.ts';
import { createIndexPages } from './indexXml/indexPages.ts';
import { createFailureProblems } from './logs/failureProblems.ts';
import { createLogColors } from './logs/logColors.ts';
import { registerLogFeatures } from './logs/logFeatures.ts';
import { createLogStore } from './logs/logStore.ts';
import { createRotationPreviews } from './rotation/rotationPreviews.ts';
import { createLanguageServer, type LanguageServer } from './server/languageServer.ts';
import { tellOfServerFailure } from './server/serverFailure.ts';
import type { Services } from './services.ts';
import { serverOptions } from './settings/settings.ts';
import { createSetups } from './setups/setups.ts';
import { createBuildQueue } from './tasks/buildQueue.ts';
import { createBuildTasks } from './tasks/buildTasks.ts';
import { createPreviewTexts } from './ui/previewTexts.ts';
import { createStatusBar } from './ui/statusBar.ts';
import { createTransitionNotices } from './ui/transitionNotices.ts';
import { createRepositoryView } from './view/repositoryView.ts';

/** Gives the parts to other extensions; our tests inside the editor look at them. */
export function activate(context: ExtensionContext): Services {
	const distribution = context.asAbsolutePath('dist');
	const bundled = { runtime: process.execPath, script: join(distribution, 'buildrepo.cjs') };
	const log = window.createOutputChannel('Metro', { log: true });
	const state = context.workspaceState;
	const server = createLanguageServer(
		distribution,
		{
			settings: serverOptions,
			evaluateAs: () => contextAtStart(state, workspace.workspaceFolders?.length ?? 0),
		},
		log,
	);
	const setups = createSetups(server, log);
	const view = createRepositoryView(server, setups, state, log);
	const tasks = createBuildTasks(bundled, server, setups, view);
	view.tree.markOwn((path) => tasks.runs.of(path) !== undefined);
	const queue = createBuildQueue((next) => buildToItsEnd(services, next), sayLeftOut);
	const logs = createLogStore(server);
	const details = createSubarchDetails(bundled, server, setups, view.tree, log);
	const failures = createFailureProblems(server, () => (setups.known ?? []).map(({ home }) => home), log);
	const pagesFolder = Uri.joinPath(context.extensionUri, 'dist');
	const { cleanPages, indexPages } = createTablePages(context, server, log, () => services);
	const previewTexts = createPreviewTexts();
	const digestProblems = createDigestProblems();
	const healthPanels = createHealthPanels({
		server,
		setups,
		distribution: pagesFolder,
		act: actOnPage,
		log,
	});
	const resolved = createResolvedDocuments(server, log);
	const proposals = createProposals();
	const rotationPreviews = createRotationPreviews(server, log);
	const pages = context.asAbsolutePath('docs');
	const { version, bugs } = context.extension.packageJSON;
	const about = { version, issuesPage: bugs.url, logFolder: context.logUri.fsPath };
	const services: Services = {
		log,
		server,
		setups,
		view,
		tasks,
		queue,
		logs,
		details,
		digestProblems,
		cleanPages,
		indexPages,
		previewTexts,
		healthPanels,
		proposals,
		rotationPreviews,
		resolved,
		bundled,
		pages,
		about,
	};
	context.subscriptions.push(
		log,
		server,
		setups,
		view,
		tasks,
		logs,
		details,
		registerLogFeatures(logs),
		createLogColors(logs),
		failures,
		setups.onDidChange(failures.update),
		createTransitionNotices(server, tasks.runs, view.tree),
		digestProblems,
		cleanPages,
		indexPages,
		previewTexts,
		healthPanels,
		proposals,
		rotationPreviews,
		resolved,
		createStatusBar(server, setups),
		createTerminalEnvironment(
			context.environmentVariableCollection,
			context.asAbsolutePath('bin'),
			bundled,
			setups,
		),
		createEvaluationStatus(server, state, log),
		registerCommands(services),
		registerLanguageModelTools(services),
		provideMcpServers(bundled, setups, version),
		tellOfServerFailure(server),
		workspace.onDidChangeConfiguration(() => server.followSettings()),
		workspace.onDidGrantWorkspaceTrust(() => server.followSettings()),
	);
	server.start();
	return services;
}

/** The pages with one long table each. What their user does is done once the services are there. */
function createTablePages(
	{ extensionUri, globalState }: ExtensionContext,
	server: LanguageServer,
	log: LogOutputChannel,
	services: () => Services,
): Pick<Services, 'cleanPages' | 'indexPages'> {
	const folder = Uri.joinPath(extensionUri, 'dist');
	return {
		cleanPages: createCleanPages(folder, log, globalState, (home, message) =>
			onCleanPage(services(), home, message),
		),
		indexPages: createIndexPages(folder, server, log, {
			read: (home) => readIndexPage(services(), home),
			receive: (home, message) => onIndexPage(services(), home, message),
		}),
	};
}

/** What the features need of a document's set-up: the workspace's snapshot of it, in the terms of each language. */
import type { FileReader } from '../base/fileSystem.ts';
import type { DocumentView } from '../features/documentView.ts';
import type { SettingsContexts } from '../features/flexdata/index.ts';
import type { SettingsContext } from '../features/flexdata/settingsContext.ts';
import { type BuildbotContext, bareContext } from '../setup/buildbot/buildbotContext.ts';
import { noLibrary } from '../setup/configuration/configLibrary.ts';
import { buildbotContextIn } from '../setup/setupSnapshot.ts';
import { type EvaluatedSetup, hasFile } from '../workspace/evaluatedSetup.ts';
import { firstSnapshotInTime } from '../workspace/firstSnapshot.ts';
import type { LiveSetup } from '../workspace/liveSetup.ts';
import type { OpenDocuments } from '../workspace/openDocuments.ts';
import { pathOf, uriOf } from '../workspace/uris.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { namedInBuildbot } from './namedInBuildbot.ts';

/** For Metro's configuration. */
export function settingsContexts(
	workspace: Workspace,
	documents: OpenDocuments,
	files: FileReader,
	problemsPage: string | undefined,
): SettingsContexts {
	const { realPaths } = workspace;
	const isFile = (path: string): Promise<boolean> =>
		files.status(path).then(
			(status) => status?.kind === 'file',
			() => false,
		);

	/** The context of a file without a set-up: Metro as its documentation describes it. */
	const nowhere: SettingsContext = {
		version: '2015-11',
		install: undefined,
		library: noLibrary,
		evaluation: undefined,
		isPlanned: false,
		namedInBuildbot: async () => [],
		uriOf: (path) => documents.atPath(path)?.view.uri ?? uriOf(path),
		isFile,
		problemsPage,
	};

	const contextOf = (
		{ snapshot, look, evaluation, isPlanned }: EvaluatedSetup,
		signal: AbortSignal,
	): SettingsContext => ({
		...nowhere,
		version: look.version,
		install: look.install,
		library: look.library,
		evaluation,
		isPlanned,
		namedInBuildbot: (names) => namedInBuildbot(snapshot, names, workspace, signal),
		// A file of the set-up may be open under its real path.
		uriOf: (path) =>
			(realPaths.document(path) ?? realPaths.document(look.realPath(path)))?.view.uri ?? uriOf(path),
	});

	const inSetup = async (
		setup: LiveSetup | undefined,
		path: string | undefined,
		signal: AbortSignal,
	): Promise<SettingsContext> => {
		const evaluated = setup && (await workspace.evaluated(setup, signal, {}, false));
		if (evaluated === undefined) return nowhere;
		if (path !== undefined && hasFile(evaluated, path)) return contextOf(evaluated, signal);
		return { ...nowhere, version: evaluated.look.version };
	};

	return {
		pathOf,
		of: async (path, signal) => inSetup(await workspace.ownerOf(path), path, signal),
		async reread(path, signal) {
			const setup = await workspace.ownerOf(path);
			setup?.reread();
			return inSetup(setup, path, signal);
		},
		all: async (signal) =>
			Promise.all((await workspace.setups()).map((setup) => inSetup(setup, setup.files.metroFile, signal))),
	};
}

/** For `.buildbot`; empty until its set-up has been read. */
export async function buildbotContextOf(
	workspace: Workspace,
	{ path }: DocumentView,
	signal: AbortSignal,
): Promise<BuildbotContext> {
	const setup = await workspace.ownerOf(path);
	if (setup !== undefined) await firstSnapshotInTime(setup, signal);
	const snapshot = setup?.snapshot();
	return snapshot === undefined ? bareContext : buildbotContextIn(snapshot);
}

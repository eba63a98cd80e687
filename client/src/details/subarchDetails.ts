/** The details of a subarch as a read-only file: why it is built next or not, its builds, its locks and its history. */
import * as l10n from '@vscode/l10n';
import { CancellationTokenSource, Disposable, type LogOutputChannel, Uri, workspace } from 'vscode';
import type { Row } from '../../../server/src/protocol/index.ts';
import { type BundledProgram, bundledInvocation } from '../buildrepo/invocation.ts';
import { runBuildrepo } from '../buildrepo/runBuildrepo.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import type { Setups } from '../setups/setups.ts';
import { createPace } from '../ui/pace.ts';
import { createReadOnlyFiles } from '../ui/readOnlyFiles.ts';
import { showRendered } from '../ui/showRendered.ts';
import type { RepositoryTree } from '../view/repositoryTree.ts';
import type { RowNode } from '../view/treeNode.ts';
import { createDetailsActions } from './detailsActions.ts';
import { aboutOf, detailsAddress, detailsScheme } from './detailsAddress.ts';
import { detailsText } from './detailsText.ts';

export interface SubarchDetails extends Disposable {
	/** Shows the details of the subarch with this row. */
	show(home: string, row: Row): Promise<void>;
	/** The subarch that details are about; `undefined`: `value` is not the address of details. */
	nodeOf(value: unknown): RowNode | undefined;
}

/** Milliseconds from a change until it is followed, and at least from one reading to the next. */
const soon = 200;
const gap = 2000;

export function createSubarchDetails(
	bundled: BundledProgram,
	server: LanguageServer,
	setups: Setups,
	tree: RepositoryTree,
	log: LogOutputChannel,
): SubarchDetails {
	const nodeOf = (uri: Uri): RowNode => {
		const { home, id } = aboutOf(uri);
		return tree.node(home, id);
	};
	const files = createReadOnlyFiles(detailsScheme, (uri) => textOf(bundled, setups, log, nodeOf(uri)));
	const actions = createDetailsActions(tree, nodeOf, log);
	const pace = createPace(soon, gap, () => {
		files.outdate();
		actions.update();
	});
	const listeners = Disposable.from(
		server.onDidChangeSetup(pace.changed),
		workspace.onDidGrantWorkspaceTrust(pace.changed),
	);
	return {
		show: (home, { id }) => showRendered(detailsAddress(home, id), { preview: true }),
		nodeOf: (value) => (value instanceof Uri && value.scheme === detailsScheme ? nodeOf(value) : undefined),
		dispose: () => {
			Disposable.from(pace, listeners, files, actions).dispose();
		},
	};
}

async function textOf(
	bundled: BundledProgram,
	setups: Setups,
	log: LogOutputChannel,
	{ home, id }: RowNode,
): Promise<string> {
	const setup = (await setups.ask()).find((one) => one.home === home);
	if (setup?.mirror === undefined) return l10n.t('The set-up of {0} cannot be used now.', home);
	const { mirror } = setup;
	const path = `${mirror}/${id}`;
	const ask = async (...words: string[]): Promise<readonly string[]> => {
		const lines: string[] = [];
		const cancel = new CancellationTokenSource();
		await runBuildrepo(bundledInvocation(bundled, setup, words), {
			log,
			cancel: cancel.token,
			onOutput: (line) => void lines.push(line),
		});
		cancel.dispose();
		return lines;
	};
	const [explain, locks, history] = await Promise.all([
		ask('explain', path),
		ask('unlock', path),
		// Without trust, nothing is written, not even to the history.
		ask('history', ...(workspace.isTrusted ? [] : ['--pretend']), path),
	]);
	return detailsText({ mirror, id, explain, locks, history });
}

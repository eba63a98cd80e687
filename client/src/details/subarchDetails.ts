/** The details of a subarch as a read-only document: why it is built next or not, its builds, its locks and its history. */
import * as l10n from '@vscode/l10n';
import {
	CancellationTokenSource,
	CodeLens,
	Disposable,
	EventEmitter,
	type LogOutputChannel,
	languages,
	Range,
	Uri,
	window,
	workspace,
} from 'vscode';
import type { Row } from '../../../server/src/protocol/index.ts';
import { type BundledProgram, bundledInvocation } from '../buildrepo/invocation.ts';
import { runBuildrepo } from '../buildrepo/runBuildrepo.ts';
import { type CommandId, commandIds } from '../commands/commandIds.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import type { Setups } from '../setups/setups.ts';
import type { RepositoryTree } from '../view/repositoryTree.ts';
import { detailsText } from './detailsText.ts';

const scheme = 'metro-details';

export interface SubarchDetails extends Disposable {
	/** Shows the details of the subarch with this row. */
	show(home: string, row: Row): Promise<void>;
}

/** Bursts of changes are gathered for so many milliseconds. */
const gatherFor = 2000;

export function createSubarchDetails(
	bundled: BundledProgram,
	server: LanguageServer,
	setups: Setups,
	tree: RepositoryTree,
	log: LogOutputChannel,
): SubarchDetails {
	const changed = new EventEmitter<Uri>();
	const changedLenses = new EventEmitter<void>();
	let timer: NodeJS.Timeout | undefined;
	const follow = (): void => {
		timer ??= setTimeout(() => {
			timer = undefined;
			// Only what is seen: each asks for the history, which is recorded on the way.
			for (const { document } of window.visibleTextEditors)
				if (document.uri.scheme === scheme) changed.fire(document.uri);
			changedLenses.fire();
		}, gatherFor);
	};
	const registrations = Disposable.from(
		changed,
		changedLenses,
		server.onDidChangeSetup(follow),
		workspace.registerTextDocumentContentProvider(scheme, {
			onDidChange: changed.event,
			provideTextDocumentContent: ({ query: home, path }) => textOf(bundled, setups, log, home, idOf(path)),
		}),
		languages.registerCodeLensProvider(
			{ scheme },
			{
				onDidChangeCodeLenses: changedLenses.event,
				provideCodeLenses: async ({ uri: { query: home, path } }) => {
					const node = tree.node(home, idOf(path));
					return lensesOf(node, await tree.freshRow(node));
				},
			},
		),
	);
	return {
		show: async (home, { id }) => {
			const document = await workspace.openTextDocument(Uri.from({ scheme, path: `/${id}`, query: home }));
			// The editor wraps it, and shows its headings in the outline.
			const markdown = await languages.setTextDocumentLanguage(document, 'markdown');
			await window.showTextDocument(markdown, { preview: true });
		},
		dispose: () => {
			clearTimeout(timer);
			registrations.dispose();
		},
	};
}

function idOf(path: string): string {
	return path.slice(1);
}

async function textOf(
	bundled: BundledProgram,
	setups: Setups,
	log: LogOutputChannel,
	home: string,
	id: string,
): Promise<string> {
	if (!workspace.isTrusted) return l10n.t('Restricted Mode: trust this workspace to see the details.');
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
		ask('history', path),
	]);
	return detailsText({ mirror, id, explain, locks, history });
}

/** What can be done about the subarch as it is now. */
function lensesOf(node: unknown, row: Row | undefined): CodeLens[] {
	if (row === undefined) return [];
	const has = (tag: string): boolean => row.tags.includes(tag);
	const offers: readonly (readonly [boolean, string, CommandId])[] = [
		[has('local') && has('idle'), l10n.t('Build This…'), commandIds.buildThis],
		[has('running'), l10n.t('Stop…'), commandIds.stopBuild],
		[has('failing') || has('running'), l10n.t('Open Log'), commandIds.openLog],
		[has('local') && has('failing'), l10n.t('Zap Failcount'), commandIds.zapFailcount],
		[has('running') || has('locked') || has('stale-lock'), l10n.t('Release Lock'), commandIds.releaseLock],
		[!has('local'), l10n.t('Open .buildbot'), commandIds.openBuildbot],
	];
	return offers
		.filter(([isOffered]) => isOffered)
		.map(([, title, command]) => new CodeLens(new Range(0, 0, 0, 0), { title, command, arguments: [node] }));
}

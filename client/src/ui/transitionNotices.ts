/** Tells the user when a subarch begins to fail, leaves the rotation or is built again; each can be switched off. */
import * as l10n from '@vscode/l10n';
import { Disposable } from 'vscode';
import type { Transition } from '../../../server/src/protocol/index.ts';
import { commandIds } from '../commands/commandIds.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import { isOn } from '../settings/settings.ts';
import type { BuildRuns } from '../tasks/buildRuns.ts';
import type { RepositoryTree } from '../view/repositoryTree.ts';
import type { Message } from './message.ts';
import { notify } from './notify.ts';
import { transitionSettings, transitionText } from './transitionText.ts';

/** A build of this window has its own message; what is seen so soon after its end, in milliseconds, is not told twice. */
const ownBuild = 30_000;

export function createTransitionNotices(
	server: LanguageServer,
	runs: BuildRuns,
	tree: Pick<RepositoryTree, 'node'>,
): Disposable {
	const ended = new Map<string, number>();
	const isOurs = (path: string): boolean =>
		runs.holds(path) || Date.now() - (ended.get(path) ?? Number.NEGATIVE_INFINITY) < ownBuild;
	return Disposable.from(
		runs.onDidEnd(({ definition }) => {
			if (definition.subarch !== undefined) ended.set(definition.subarch, Date.now());
		}),
		server.onDidChangeSetup(({ summary, transitions = [] }) => {
			for (const kind of ['out-of-rotation', 'failing', 'recovered'] as const) {
				const those = transitions.filter(
					(one) => one.kind === kind && (kind === 'out-of-rotation' || !isOurs(one.path)),
				);
				if (those.length > 0 && isOn(transitionSettings[kind]))
					notify(messageOf(kind, those, (id) => tree.node(summary.home, id)));
			}
		}),
	);
}

function messageOf(
	kind: Transition['kind'],
	those: readonly Transition[],
	nodeOf: (id: string) => unknown,
): Message {
	const [first, ...others] = those;
	const node = first && others.length === 0 ? nodeOf(first.rowId) : undefined;
	const problems = { label: l10n.t('Show Problems'), command: 'workbench.actions.view.problems' } as const;
	return {
		severity: kind === 'recovered' ? 'information' : 'warning',
		text: transitionText(kind, those),
		offers: [
			...(kind === 'recovered'
				? []
				: node === undefined
					? [problems]
					: [{ label: l10n.t('Open Log'), command: commandIds.openLog, arguments: [node] }]),
			...(node !== undefined && kind === 'out-of-rotation'
				? [{ label: l10n.t('Zap Failcount'), command: commandIds.zapFailcount, arguments: [node] }]
				: []),
		],
	};
}

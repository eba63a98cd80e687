/** Lets the user pick a run of Metro in three steps: subarch, mode, target. */
import * as l10n from '@vscode/l10n';
import { window } from 'vscode';
import type { ContextsAnswer, RunContext } from '../../../server/src/protocol/index.ts';
import { type ContextItem, modeItems, subarchItems, targetItems } from './contextItems.ts';

/** What to change in the current choice; `undefined` if the user left. */
export async function pickContext(
	answer: ContextsAnswer,
	title: string,
): Promise<Partial<RunContext> | undefined> {
	const steps = [
		{ placeholder: l10n.t('Which subarch?'), items: subarchItems(answer) },
		{ placeholder: l10n.t('Which kind of build (multi/mode)?'), items: modeItems(answer) },
		{ placeholder: l10n.t('Which step of it (target)?'), items: targetItems(answer) },
	];
	let change: Partial<RunContext> = {};
	for (const [index, { placeholder, items }] of steps.entries()) {
		if (items.length === 0) continue;
		const picked: ContextItem | undefined = await window.showQuickPick([...items], {
			title: `${title} (${index + 1}/${steps.length})`,
			placeHolder: placeholder,
			matchOnDescription: true,
		});
		if (picked === undefined) return undefined;
		change = { ...change, ...picked.change };
	}
	return change;
}

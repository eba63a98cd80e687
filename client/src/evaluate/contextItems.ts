/** What to pick from when Metro's configuration is to be evaluated as another run of Metro: plain data. */
import * as l10n from '@vscode/l10n';
import type { ContextsAnswer, RunContext } from '../../../server/src/protocol/index.ts';

/** One thing to pick, and what it changes in the current choice. */
export interface ContextItem {
	readonly label: string;
	readonly description: string;
	readonly change: Partial<RunContext>;
}

/** Whether a set-up has anything to pick from. */
export function hasChoice({ combinations, modes, targets }: ContextsAnswer): boolean {
	return combinations.length + modes.length + targets.length > 0;
}

/** Which subarch of which build; the current one first. */
export function subarchItems({ combinations, current }: ContextsAnswer): readonly ContextItem[] {
	return currentFirst(
		combinations.map(({ build, arch, subarch }) => ({
			label: subarch,
			description: [build, arch].filter((part) => part !== '').join(' / '),
			change: { build, arch, subarch },
		})),
		current,
	);
}

/** `multi/mode`; the current one first. */
export function modeItems({ modes, current }: ContextsAnswer): readonly ContextItem[] {
	return currentFirst(
		modes.map((mode) => ({ label: mode, description: '', change: { mode } })),
		current,
	);
}

/** The step of the run; the current one first. */
export function targetItems({ targets, current }: ContextsAnswer): readonly ContextItem[] {
	return currentFirst(
		targets.map((target) => ({ label: target, description: '', change: { target } })),
		current,
	);
}

function currentFirst(items: readonly ContextItem[], current: RunContext): readonly ContextItem[] {
	const marked = items.filter((item) => isIn(item.change, current));
	const others = items.filter((item) => !isIn(item.change, current));
	return [
		...marked.map((item) => ({
			...item,
			description: [item.description, l10n.t('current')].filter((part) => part !== '').join(', '),
		})),
		...others,
	];
}

function isIn(change: Partial<RunContext>, current: RunContext): boolean {
	return Object.entries(change).every(([name, value]) => current[name as keyof RunContext] === value);
}

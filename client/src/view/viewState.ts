/** What the view as a whole says: its state, its badge and the words beside its title. */
import * as l10n from '@vscode/l10n';
import type { Arrangement, FilePlace, SetupState, SetupSummary } from '../../../server/src/protocol/index.ts';
import { placeToMend } from '../setups/setupProblem.ts';
import { isUsable } from '../setups/usable.ts';
import { needing } from '../ui/needing.ts';

import { filterLine } from './arrangementWords.ts';

/** The state of a set-up, or of its server. Each but `ready` has its welcome text in package.json. */
export type ViewState = SetupState | 'server-failed';

export interface ViewFacts {
	readonly state: ViewState;
	/** Beside the title: where the repository is. */
	readonly description: string;
	/** What is wrong and how to mend it, for the view of its own that is there only then. */
	readonly trouble: string;
	/** Where to mend it. */
	readonly places: readonly FilePlace[];
	/** Above the rows. Empty where there are none: a message would hide the welcome text. */
	readonly message: string;
	/** The number on the view's icon, absent for zero. */
	readonly badge?: { readonly value: number; readonly tooltip: string };
}

/** `setups` is `undefined` until the server has answered for the first time. */
export function viewFacts(
	setups: readonly SetupSummary[] | undefined,
	serverFailed: boolean,
	trusted: boolean,
	arrangement: Arrangement = {},
): ViewFacts {
	if (serverFailed) return { ...nothing, state: 'server-failed' };
	if (setups === undefined) return { ...nothing, state: 'loading' };
	const state = overallState(setups);
	const { count, words } = needing(setups);
	return {
		state,
		description: setups.length === 1 ? (setups[0]?.mirror ?? '') : '',
		trouble: setups.flatMap(({ message }) => message ?? []).join('\n'),
		places: setups.flatMap((setup) => placeToMend(setup) ?? []),
		message: showsRows(setups) ? messageOf(setups, trusted, arrangement) : '',
		...(count > 0 && { badge: { value: count, tooltip: words } }),
	};
}

const nothing = { description: '', trouble: '', places: [], message: '' } as const;

const restrictedMessage = l10n.t(
	'Restricted Mode: everything is shown; nothing is run or written until you trust this workspace.',
);

const outdatedMessage = l10n.t(
	'Showing the last valid configuration. Commands are disabled until the files can be used again.',
);

function messageOf(setups: readonly SetupSummary[], trusted: boolean, arrangement: Arrangement): string {
	const outdated = setups.some((setup) => setup.state === 'ready' && !isUsable(setup));
	const filter = filterLine(arrangement);
	return [
		...(outdated ? [outdatedMessage] : []),
		...(trusted ? [] : [restrictedMessage]),
		...(filter === '' ? [] : [filter]),
	].join('\n');
}

/** One home speaks for itself; of several, one that is ready makes the commands possible. */
function overallState(setups: readonly SetupSummary[]): SetupState {
	const best = setups.find((setup) => setup.state === 'ready') ?? setups[0];
	return best?.state ?? 'no-metro';
}

/** Several homes are rows themselves, whatever their state. */
function showsRows(setups: readonly SetupSummary[]): boolean {
	return setups.length > 1 || setups[0]?.state === 'ready';
}

/** The states of subarches in words, the same in the tree and on the Health page. */
import * as l10n from '@vscode/l10n';
import type { ShownState } from '../../../server/src/protocol/index.ts';

export const stateWords: Readonly<Record<ShownState, string>> = {
	failing: l10n.t('failing'),
	'out-of-rotation': l10n.t('out of rotation'),
	stale: l10n.t('stale'),
	'never-built': l10n.t('never built'),
	running: l10n.t('building'),
	fresh: l10n.t('fresh'),
	unreadable: l10n.t('unreadable'),
	'no-directory': l10n.t('without a directory'),
	remote: l10n.t('remote'),
};

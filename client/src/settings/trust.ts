/** Restricted Mode: all reading works, nothing is run or written. Checked again before every run and every write. */
import * as l10n from '@vscode/l10n';
import { workspace } from 'vscode';
import type { Message } from '../ui/message.ts';
import { notify } from '../ui/notify.ts';

const restricted: Message = {
	severity: 'warning',
	text: l10n.t(
		'Restricted Mode: Metro reads and shows everything, but runs and writes nothing until you trust this workspace.',
	),
	offers: [{ label: l10n.t('Manage Workspace Trust'), command: 'workbench.trust.manage' }],
};

/** True if the workspace is trusted now; else says why nothing happens. */
export function mayRun(): boolean {
	if (workspace.isTrusted) return true;
	notify(restricted);
	return false;
}

/** What is shown for states, marks and actions: an icon, whose shape tells it without its colour, and words. */
import * as l10n from '@vscode/l10n';
import type {
	AttentionItem,
	BuildMark,
	HealthAction,
	SubarchState,
} from '../../server/src/protocol/health.ts';

/** Codicons, the same as in the tree. */
export const stateIcons: Readonly<Record<SubarchState, string>> = {
	running: 'sync',
	unreadable: 'question',
	'out-of-rotation': 'error',
	failing: 'warning',
	remote: 'cloud',
	'never-built': 'circle-outline',
	stale: 'watch',
	fresh: 'pass',
};

export const severityIcons: Readonly<Record<AttentionItem['severity'], string>> = {
	error: 'error',
	warning: 'warning',
	info: 'info',
};

export const severityWords: Readonly<Record<AttentionItem['severity'], string>> = {
	error: l10n.t('Error'),
	warning: l10n.t('Warning'),
	info: l10n.t('Information'),
};

export const markWords: Readonly<Record<BuildMark['kind'], string>> = {
	full: l10n.t('full'),
	freshen: l10n.t('complete, not full'),
	other: l10n.t('another target'),
	incomplete: l10n.t('incomplete'),
	failed: l10n.t('failed'),
	running: l10n.t('being built'),
	unreadable: l10n.t('unreadable'),
};

export const actionWords: Readonly<Record<HealthAction, string>> = {
	'open-log': l10n.t('Open Log'),
	zap: l10n.t('Zap Failcount'),
	build: l10n.t('Build This…'),
	explain: l10n.t('Explain'),
	'follow-log': l10n.t('Follow Log'),
	stop: l10n.t('Stop…'),
	'write-index': l10n.t('Write index.xml'),
	'release-lock': l10n.t('Release Lock'),
	clean: l10n.t('Review Clean'),
	'generate-digests': l10n.t('Generate Digests'),
	upload: l10n.t('Upload Builds'),
	publish: l10n.t('Publish'),
	'create-directory': l10n.t('Create Directories…'),
	'open-buildbot': l10n.t('Open .buildbot'),
	'show-row': l10n.t('Show in Tree'),
};

export const actionIcons: Readonly<Record<HealthAction, string>> = {
	'open-log': 'output',
	zap: 'zap',
	build: 'play',
	explain: 'info',
	'follow-log': 'output',
	stop: 'debug-stop',
	'write-index': 'save',
	'release-lock': 'unlock',
	clean: 'trash',
	'generate-digests': 'shield',
	upload: 'cloud-upload',
	publish: 'globe',
	'create-directory': 'new-folder',
	'open-buildbot': 'go-to-file',
	'show-row': 'list-tree',
};

/** Those that run nothing and write nothing, so that Restricted Mode has them, too. */
export const readingActions: ReadonlySet<HealthAction> = new Set([
	'open-log',
	'follow-log',
	'explain',
	'clean',
	'open-buildbot',
	'show-row',
]);

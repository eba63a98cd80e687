/** How states and actions are shown: a sign, whose shape tells the state without its colour, and words. */
import type { BuildMark, HealthAction, SubarchState } from '../../server/src/protocol/health.ts';

export const stateSigns: Readonly<Record<SubarchState, string>> = {
	running: '▶',
	unreadable: '?',
	'out-of-rotation': '✕',
	failing: '!',
	remote: '☁',
	'never-built': '○',
	stale: '◷',
	fresh: '✓',
};

export const stateNames: Readonly<Record<SubarchState, string>> = {
	running: 'building',
	unreadable: 'unreadable',
	'out-of-rotation': 'out of rotation',
	failing: 'failing',
	remote: 'remote',
	'never-built': 'never built',
	stale: 'stale',
	fresh: 'fresh',
};

export const markWords: Readonly<Record<BuildMark['kind'], string>> = {
	full: 'full build',
	freshen: 'complete, not full',
	other: 'another target',
	incomplete: 'incomplete',
	failed: 'failed',
	running: 'being built',
	unreadable: 'unreadable',
};

export const actionWords: Readonly<Record<HealthAction, string>> = {
	'open-log': 'Open Log',
	zap: 'Zap',
	build: 'Build This',
	explain: 'Details',
	'follow-log': 'Follow Log',
	stop: 'Stop',
	'write-index': 'Write index.xml',
	'release-lock': 'Release Lock…',
	clean: 'Review Clean',
	'generate-digests': 'Generate Digests',
	'create-directory': 'Create Directories…',
	'open-buildbot': 'Open .buildbot',
	'show-row': 'Show in Tree',
};

/** Those that run nothing and write nothing, so that Restricted Mode has them, too. */
export const readingActions: ReadonlySet<HealthAction> = new Set([
	'open-log',
	'follow-log',
	'open-buildbot',
	'show-row',
]);

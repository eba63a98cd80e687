/** Release Lock: says who holds the lock of a subarch, and releases it after a question that fits. */
import * as l10n from '@vscode/l10n';
import { window } from 'vscode';
import type { SetupSummary } from '../../../server/src/protocol/index.ts';
import { askBuildrepo } from '../buildrepo/askBuildrepo.ts';
import { runWithProgress } from '../buildrepo/runWithProgress.ts';
import type { Services } from '../services.ts';
import { mayRun } from '../settings/trust.ts';
import { confirmLoss, notify } from '../ui/notify.ts';
import { chooseSetup } from './chooseSetup.ts';
import { chosenRow } from './chosenRow.ts';

/** A lock as `buildrepo unlock --json` prints it. */
interface HeldLock {
	readonly state: 'stale' | 'alive' | 'elsewhere' | 'unknown';
	readonly holder: string;
	readonly since: string | null;
	/** When its build wrote something last; null: unknown, or its process can be checked. */
	readonly last_change: string | null;
	readonly command: string | null;
	/** null: it is a link, or longer than any lock. */
	readonly text: string | null;
}

/** Clocks may differ by so many milliseconds without anybody noticing. */
const usualSkew = 60_000;

export async function releaseLock(services: Services, argument: unknown): Promise<void> {
	const chosen = await chosenRow(services, argument);
	if (chosen?.row.path === undefined || !mayRun()) return;
	const { label, path } = { ...chosen.row, path: chosen.row.path };
	const setup = await chooseSetup(services, chosen.home);
	if (setup === undefined) return;
	const answer = await askBuildrepo(services, setup, ['unlock', '--json', path]);
	if (answer.kind === 'refused') {
		notify({ severity: 'error', text: answer.why, offers: [] });
		return;
	}
	const locks = answer.value as readonly HeldLock[];
	if (locks.length === 0)
		notify({ severity: 'information', text: l10n.t('{0} is not locked.', label), offers: [] });
	for (const lock of locks) if (!(await releaseOne(services, setup, { label, path }, lock))) return;
}

async function releaseOne(
	services: Services,
	setup: SetupSummary,
	{ label, path }: { readonly label: string; readonly path: string },
	lock: HeldLock,
): Promise<boolean> {
	if (lock.text === null) {
		const text = l10n.t(
			'The lock of {0} is not a file that Metro wrote: look at it, and remove it yourself.',
			label,
		);
		notify({ severity: 'error', text, offers: [] });
		return false;
	}
	if (!(await isSure(label, lock))) return false;
	const words = ['unlock', '--expect', lock.text, ...(lock.state === 'alive' ? ['--even-alive'] : []), path];
	const ended = await runWithProgress(services, { what: 'Release Lock', setup, words });
	if (ended === undefined) return false;
	notify({
		severity: 'information',
		text: l10n.t('Released the lock of {0}. It was held by {1}.', label, lock.holder),
		offers: [],
	});
	return true;
}

/** The strongest question is that for a process that exists: the name of the subarch is to be typed. */
async function isSure(label: string, lock: HeldLock): Promise<boolean> {
	const title = l10n.t('Release the lock of {0}?', label);
	if (lock.state !== 'alive')
		return confirmLoss({
			title,
			no: l10n.t('Keep It'),
			yes: l10n.t('Release Lock'),
			detail: `${holderText(lock)} ${stateText(lock)}`,
		});
	const typed = await window.showInputBox({
		title,
		prompt: `${holderText(lock)} ${stateText(lock)} ${l10n.t('Type {0} to release it all the same.', label)}`,
		ignoreFocusOut: true,
	});
	return typed === label;
}

function holderText(lock: HeldLock): string {
	const { holder, since, last_change: changed, command } = lock;
	const who = command === null ? holder : `${holder} (${command})`;
	const held =
		since === null
			? l10n.t('It is held by {0}.', who)
			: l10n.t('It is held by {0} since {1}.', who, new Date(since).toLocaleString());
	const wrote =
		changed === null
			? []
			: [l10n.t('Its build wrote something last at {0}.', new Date(changed).toLocaleString())];
	const isAhead = [since, changed].some((time) => time !== null && Date.parse(time) > Date.now() + usualSkew);
	const ahead = isAhead ? [l10n.t('The clock there is ahead of the clock here.')] : [];
	return [held, ...wrote, ...ahead].join(' ');
}

function stateText({ state }: HeldLock): string {
	switch (state) {
		case 'stale':
			return l10n.t('That process has ended; the next build would remove the lock itself.');
		case 'alive':
			return l10n.t(
				'That process exists on this machine: if it builds, a second build would spoil the first.',
			);
		case 'elsewhere':
			return l10n.t('It cannot be checked from here: look on that machine that nothing builds there.');
		case 'unknown':
			return l10n.t('It is unknown whether a build is in progress: look before you release it.');
	}
}

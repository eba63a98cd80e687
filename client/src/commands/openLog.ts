/** Open Log: shows what a build has written, for one dated build or for the one of a subarch that matters now. */
import * as l10n from '@vscode/l10n';
import { window } from 'vscode';
import type { Row } from '../../../server/src/protocol/index.ts';
import { showLog } from '../logs/showLog.ts';
import type { Services } from '../services.ts';
import { noteInStatusBar, notify } from '../ui/notify.ts';
import { chosenRow } from './chosenRow.ts';
import { commandIds } from './commandIds.ts';
import { type BuildLogs, chooseLog, logsInOrder, missingLogText } from './logChoice.ts';

/** Takes the row of a dated build, or of a subarch; of that, `day` may name the build. */
export async function openLog(services: Services, argument: unknown, day?: unknown): Promise<void> {
	const chosen = await chosenRow(services, argument);
	if (chosen === undefined) return;
	const { home, row } = chosen;
	if (row.kind === 'dated-build') {
		await openOne(
			services,
			home,
			row.label,
			await logsOf(services, home, row),
			l10n.t('There is no log of the build of {0}.', row.label),
		);
		return;
	}
	const subarch = (await services.view.tree.freshRow(services.view.tree.node(home, row.id))) ?? row;
	const choice = chooseLog(
		subarch,
		await logsBelow(services, home, row.id),
		typeof day === 'string' ? day : undefined,
	);
	if (choice.kind === 'open') {
		await openOne(services, home, `${row.label}, ${choice.found.build.label}`, choice.found, '');
		return;
	}
	const other = choice.other?.build;
	notify({
		severity: 'information',
		text: missingLogText(choice),
		offers:
			other === undefined
				? []
				: [
						{
							label: l10n.t('Open Log of {0}', other.label),
							command: commandIds.openLog,
							arguments: [services.view.tree.node(home, other.id)],
						},
					],
	});
}

/** So many of the latest builds are looked through for logs. */
const mostBuilds = 50;

async function logsBelow(services: Services, home: string, id: string): Promise<readonly BuildLogs[]> {
	const rows = await services.view.tree.rowsBelow(home, id);
	const builds = rows.filter(({ kind }) => kind === 'dated-build').slice(0, mostBuilds);
	return Promise.all(builds.map((build) => logsOf(services, home, build)));
}

async function logsOf(services: Services, home: string, build: Row): Promise<BuildLogs> {
	const rows = await services.view.tree.rowsBelow(home, build.id);
	return { build, logs: rows.filter((row) => row.tags.includes('log') && row.path !== undefined) };
}

/** Opens the log of a build, the one that the user picks if there are several. `title` says whose it is. */
async function openOne(
	services: Services,
	home: string,
	title: string,
	{ build, logs }: BuildLogs,
	otherwise: string,
): Promise<void> {
	const [only, ...others] = logs;
	if (only === undefined) {
		notify({ severity: 'information', text: otherwise, offers: [] });
		return;
	}
	const log = others.length === 0 ? only : await pick(services, home, title, { build, logs });
	if (log?.path === undefined) return;
	await showLog(services.logs, log.path, build.tags.includes('running') ? 'end' : 'first-error');
	noteInStatusBar(l10n.t('Log of {0}', title));
}

/**
 * The log of the target that failed comes first, and says what failed; without one the last stage, because stages come one after the
 * other.
 */
async function pick(
	{ server }: Services,
	home: string,
	title: string,
	{ build, logs }: BuildLogs,
): Promise<Row | undefined> {
	const failure = build.tags.includes('complete')
		? undefined
		: await server.failure({ home, id: build.id, since: 0 }).catch(() => undefined);
	const items = logsInOrder(logs, failure).map(({ row, why }) => ({
		label: row.label,
		description: row.description,
		...(why !== undefined && { detail: `$(error) ${why}` }),
		row,
	}));
	const options = { title: l10n.t('Logs of {0}', title), placeHolder: l10n.t('Which log?') };
	return (await window.showQuickPick(items, options))?.row;
}

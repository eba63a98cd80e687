/** Zap Failcount: puts the chosen subarches back into the build rotation. */
import * as l10n from '@vscode/l10n';
import { zappedOne, zappedSeveral } from '../buildrepo/results.ts';
import { runWithProgress } from '../buildrepo/runWithProgress.ts';
import type { Services } from '../services.ts';
import { notify } from '../ui/notify.ts';
import { chooseSetup } from './chooseSetup.ts';
import { chosenRows } from './chosenRow.ts';

/** Of several selected rows, those that have no failcount are left alone. */
export async function zapFailcount(services: Services, node: unknown, selected: unknown): Promise<void> {
	const rows = await chosenRows(services, node, selected);
	const zappable = rows.length === 1 ? rows : rows.filter(({ row }) => row.tags.includes('failing'));
	const paths = zappable.flatMap(({ row }) => row.path ?? []);
	const [first] = zappable;
	if (first === undefined || paths.length === 0) return;
	const setup = await chooseSetup(services, first.home);
	if (setup === undefined) return;
	const words = ['zap', ...paths.flatMap((path) => ['--only', path])];
	const ended = await runWithProgress(services, { what: l10n.t('Zap Failcount'), setup, words });
	if (ended !== undefined)
		notify(paths.length === 1 ? zappedOne(ended, first.row) : zappedSeveral(ended, paths.length));
}

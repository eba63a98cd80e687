/** Build This: builds the chosen subarch now, whether its turn has come or not, after the user has seen the command. */
import type { Services } from '../services.ts';
import { mayRun } from '../settings/trust.ts';
import { chooseBuild } from '../tasks/chooseBuild.ts';
import { isFree, startBuild } from '../tasks/startBuild.ts';
import { chooseSetup } from './chooseSetup.ts';
import { chosenRow } from './chosenRow.ts';

export async function buildThis(services: Services, argument: unknown): Promise<void> {
	const chosen = await chosenRow(services, argument);
	if (chosen?.row.path === undefined || !mayRun()) return;
	const { id, path, label } = { ...chosen.row, path: chosen.row.path };
	const setup = await chooseSetup(services, chosen.home);
	if (setup === undefined || !(await isFree(services, setup, id, path))) return;
	const choice = await chooseBuild(services, setup, label, path);
	if (choice !== undefined) await startBuild(services, setup, id, path, choice);
}

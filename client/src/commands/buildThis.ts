/** Build This: builds the chosen subarch now, whether its turn has come or not. */
import type { Services } from '../services.ts';
import { startBuild } from '../tasks/startBuild.ts';
import { chooseSetup } from './chooseSetup.ts';
import { chosenRow } from './chosenRow.ts';

export async function buildThis(services: Services, argument: unknown): Promise<void> {
	const chosen = await chosenRow(services, argument);
	if (chosen?.row.path === undefined) return;
	const setup = await chooseSetup(services, chosen.home);
	if (setup !== undefined) await startBuild(services, setup, chosen.row.id, chosen.row.path);
}

/** Build This: builds the chosen subarch now, whether its turn has come or not, after the user has seen the command. */
import type { Services } from '../services.ts';
import { mayRun } from '../settings/trust.ts';
import { chooseBuild } from '../tasks/chooseBuild.ts';
import { isFree, startBuild } from '../tasks/startBuild.ts';
import { chooseSetup } from './chooseSetup.ts';
import { type ChosenRow, chosenRow } from './chosenRow.ts';

/** Directories of subarches whose build is being chosen: a second click asks nothing more. */
const choosing = new Set<string>();

export async function buildThis(services: Services, argument: unknown): Promise<void> {
	const chosen = await chosenRow(services, argument);
	if (chosen?.row.path === undefined || !mayRun()) return;
	const { path } = chosen.row;
	if (choosing.has(path)) return;
	choosing.add(path);
	try {
		await chooseAndBuild(services, chosen, path);
	} finally {
		choosing.delete(path);
	}
}

async function chooseAndBuild(services: Services, chosen: ChosenRow, path: string): Promise<void> {
	const { id, label } = chosen.row;
	const setup = await chooseSetup(services, chosen.home);
	if (setup === undefined || !(await isFree(services, setup, id, path))) return;
	const choice = await chooseBuild(services, setup, label, path);
	if (choice !== undefined) await startBuild(services, setup, id, path, choice);
}

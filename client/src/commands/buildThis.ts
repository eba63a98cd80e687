/** Build This: builds the chosen subarches now, whether their turn has come or not, after the user has seen what is built. */
import type { Services } from '../services.ts';
import { mayRun } from '../settings/trust.ts';
import { chooseBuild } from '../tasks/chooseBuild.ts';
import { isFree, startBuild } from '../tasks/startBuild.ts';
import { buildSeveral } from './buildSeveral.ts';
import { chooseSetup } from './chooseSetup.ts';
import { type ChosenRow, chosenRows } from './chosenRow.ts';

/** Directories of subarches whose build is being chosen: a second click asks nothing more. */
const choosing = new Set<string>();

/** Takes a row and those that are selected with it. */
export async function buildThis(services: Services, argument: unknown, selected: unknown): Promise<void> {
	if (!mayRun()) return;
	const rows = await chosenRows(services, argument, selected);
	const [chosen, another] = rows;
	if (another !== undefined) return buildSeveral(services, rows);
	if (chosen?.row.path === undefined) return;
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

/** Build This: builds the chosen subarch now, whether its turn has come or not. */
import type { Services } from '../services.ts';
import { chooseSetup } from './chooseSetup.ts';
import { chosenRow } from './chosenRow.ts';

export async function buildThis(services: Services, node: unknown): Promise<void> {
	const chosen = await chosenRow(services, node);
	if (chosen?.row.path === undefined) return;
	const setup = await chooseSetup(services, chosen.home);
	if (setup === undefined) return;
	const { home } = setup;
	await services.tasks.run(setup, { type: 'metro', task: 'build', home, subarch: chosen.row.path });
}

/** Show Details: opens what is known of a subarch, and what can be done about it. */
import type { Services } from '../services.ts';
import { chosenRow } from './chosenRow.ts';

export async function showDetails(services: Services, argument: unknown): Promise<void> {
	const chosen = await chosenRow(services, argument);
	if (chosen !== undefined) await services.details.show(chosen.home, chosen.row);
}

/** Show Problem: opens the place to mend; the view Problems says why. */
import type { Services } from '../services.ts';
import { placeToMend, problemOf } from '../setups/setupProblem.ts';
import { notify } from '../ui/notify.ts';
import { openPlace } from '../ui/openPath.ts';
import { chooseAnySetup } from './chooseSetup.ts';

export async function showProblem(services: Services, home?: unknown): Promise<void> {
	const setup = await chooseAnySetup(services, home);
	if (setup === undefined) return;
	const place = placeToMend(setup);
	if (place === undefined) {
		notify(problemOf(setup));
		return;
	}
	await openPlace(place);
}

/** Show Problem: opens the place to mend; the view Problems says why. */
import { Position, Range, Uri, window } from 'vscode';
import type { Services } from '../services.ts';
import { placeToMend, problemOf } from '../setups/setupProblem.ts';
import { notify } from '../ui/notify.ts';
import { chooseAnySetup } from './chooseSetup.ts';

export async function showProblem(services: Services, home?: unknown): Promise<void> {
	const setup = await chooseAnySetup(services, home);
	if (setup === undefined) return;
	const place = placeToMend(setup);
	if (place === undefined) {
		notify(problemOf(setup));
		return;
	}
	const { path, line, column } = place;
	const at = new Position(line, column);
	await window.showTextDocument(Uri.file(path), { selection: new Range(at, at) });
}

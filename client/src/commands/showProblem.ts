/** Show What Is Wrong: says why there is no repository to show, and opens the place to mend. */
import { Position, Range, Uri, window } from 'vscode';
import { notify } from '../notify.ts';
import type { Services } from '../services.ts';
import { chooseAnySetup, problemOf } from './chooseSetup.ts';

export async function showProblem(services: Services, home?: unknown): Promise<void> {
	const setup = await chooseAnySetup(services, home);
	notify(problemOf(setup));
	if (setup?.place === undefined) return;
	const { path, line, column } = setup.place;
	const at = new Position(line, column);
	await window.showTextDocument(Uri.file(path), { selection: new Range(at, at) });
}

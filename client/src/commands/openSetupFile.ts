/** Open .metro and Open .buildbot: show the two files of a set-up. */
import { openPath } from '../openPath.ts';
import type { Services } from '../services.ts';
import { chooseAnySetup } from './chooseSetup.ts';

export async function openMetro(services: Services, home?: unknown): Promise<void> {
	await openPath((await chooseAnySetup(services, home))?.metroFile);
}

export async function openBuildbot(services: Services, home?: unknown): Promise<void> {
	await openPath((await chooseAnySetup(services, home))?.buildbotFile);
}

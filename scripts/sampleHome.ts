/**
 * The sample Metro home that `npm start` and F5 open. `node scripts/sampleHome.ts` makes or updates it, and prints its
 * path.
 */
import { lstatSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { renewSampleHome, replaceSampleHome } from './sample/makeSampleHome.ts';

const home = join(import.meta.dirname, '..', '.vscode-test', 'sample-home');

/**
 * Makes the sample home, or keeps the user's changes in an existing one, and returns its path. Its build in progress is
 * attributed to this process. Rejects if the place is taken by something else, because no one is asked whether to trust the sample.
 */
export async function prepareSampleHome(fresh: boolean): Promise<string> {
	const options = { now: new Date(), runner: process.pid };
	const there = lstatSync(home, { throwIfNoEntry: false });
	if (there?.isDirectory() === false)
		throw new Error(`${home} is not the directory that npm start makes: remove it`);
	if (there !== undefined && !fresh) {
		await renewSampleHome(home, options);
		console.log(`Sample Metro home: ${home} (as it was left; npm start -- --fresh makes it anew)`);
	} else {
		mkdirSync(dirname(home), { recursive: true });
		const { datedBuilds } = await replaceSampleHome(home, options);
		console.log(`Sample Metro home: ${home} (${datedBuilds} builds, made with a stand-in for Metro)`);
	}
	return home;
}

if (import.meta.main) await prepareSampleHome(false);

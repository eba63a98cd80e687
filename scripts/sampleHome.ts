/**
 * The sample Metro home that `npm start` and F5 open. `node scripts/sampleHome.ts` makes it, or brings the one that is there up
 * to date, and prints where it is.
 */
import { lstatSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { renewSampleHome, replaceSampleHome } from './sample/makeSampleHome.ts';

const home = join(import.meta.dirname, '..', '.vscode-test', 'sample-home');

/**
 * Makes the sample home, or keeps what a user did in the one that is there, and gives its path. Its build in progress is said
 * to be this very process. Rejects if something else stands in its place: nobody is asked whether to trust the sample.
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

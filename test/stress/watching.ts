/**
 * Changes everything on disk that a set-up is read from, at random, while a server follows it, and compares what an editor
 * shows with what a server shows that is started afterwards: `npm run stress -- watching --seed 1 --operations 2000`.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { randomNumbers } from '../support/randomNumbers.ts';
import { type ClientKind, clientKinds, type ShownSetup, showSetup } from './shownSetup.ts';
import { makeWatchedHome, type Random } from './watchedHome.ts';

export interface StressOptions {
	readonly seed: number;
	readonly operations: number;
	readonly clients: readonly ClientKind[];
	/** Subarches of each build and arch. */
	readonly subarches: number;
	readonly canMount: boolean;
	readonly say: (line: string) => void;
}

export interface StressResult {
	readonly operations: number;
	readonly comparisons: number;
	/** Comparisons that never came out equal, each with what differed. */
	readonly lost: readonly string[];
	/** Milliseconds until what was shown was right, the longest. */
	readonly longest: number;
}

/** Milliseconds within which the latest state must be shown. */
const patience = 30_000;
/** Changes between two comparisons. */
const inARow = 25;
/** Comparisons that one server lives through. */
const lives = 4;

/** Runs until all operations are done, or a comparison failed. */
export async function stressWatching(options: StressOptions): Promise<StressResult> {
	const next = randomNumbers(options.seed);
	const random: Random = (end) => Math.floor(next() * end);
	const home = makeWatchedHome(random, options.subarches, options.canMount);
	const lost: string[] = [];
	let longest = 0;
	let operations = 0;
	let comparisons = 0;
	let shown: ShownSetup | undefined;
	try {
		while (operations < options.operations && lost.length === 0) {
			const kind = options.clients[Math.floor(comparisons / lives) % options.clients.length] ?? 'pushed';
			const recent: string[] = [];
			const change = (): void => {
				const made = home.change();
				if (made === undefined) return;
				recent.push(made);
				operations++;
			};
			if (comparisons % lives === 0) {
				await shown?.stop();
				shown = undefined;
				// The first changes come while everything is being read for the first time.
				const starting = showSetup(home, kind, random);
				for (let count = 0; count < inARow; count++) {
					change();
					await sleep(random(60));
				}
				shown = await starting;
			}
			for (let count = 0; count < inARow; count++) {
				change();
				// Bursts, and single changes.
				if (random(3) > 0) await sleep(random(4) === 0 ? random(400) : random(15));
			}
			comparisons++;
			const began = performance.now();
			const fresh = await showSetup(home, kind, random);
			let difference = await untilEqual(shown, fresh);
			if (difference !== undefined) {
				await shown?.lookAgain();
				const asked = differenceOf(shown, fresh);
				await shown?.refresh();
				await shown?.lookAgain();
				const refreshed = differenceOf(shown, fresh);
				difference += `\n  asked again: ${asked ?? 'equal'}\n  after a refresh: ${refreshed ?? 'equal'}`;
				lost.push(`${kind}, after ${recent.join('; ')}:\n  ${difference}`);
			}
			longest = Math.max(longest, performance.now() - began);
			await fresh.stop();
			options.say(`${operations} operations, ${comparisons} comparisons (${kind}), ${lost.length} lost`);
		}
	} finally {
		await shown?.stop();
		home.dispose();
	}
	return { operations, comparisons, lost, longest: Math.round(longest) };
}

/** What still differs when patience is at an end; `undefined`: nothing. */
async function untilEqual(shown: ShownSetup | undefined, fresh: ShownSetup): Promise<string | undefined> {
	const deadline = performance.now() + patience;
	for (;;) {
		const difference = differenceOf(shown, fresh);
		if (difference === undefined || performance.now() > deadline) return difference;
		await sleep(50);
	}
}

function differenceOf(shown: ShownSetup | undefined, fresh: ShownSetup): string | undefined {
	const [ours = [], theirs = []] = [shown?.shown().split('\n'), fresh.shown().split('\n')];
	const at = theirs.findIndex((line, index) => line !== ours[index]);
	if (at < 0 && ours.length === theirs.length) return undefined;
	return `shown: ${ours[at]?.trim()}; on disk: ${theirs[at]?.trim()}`;
}

function sleep(milliseconds: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Runs this program in its own mount namespace, where mounts affect no other process. */
function runApart(): never {
	const [, program = '', ...rest] = process.argv;
	const { status } = spawnSync('unshare', ['--mount', process.execPath, program, ...rest], {
		stdio: 'inherit',
		env: { ...process.env, METRO_STRESS_APART: '1' },
	});
	process.exit(status ?? 1);
}

/** Whether this user may make a mount namespace, as root may. */
export function mayMount(): boolean {
	return process.platform === 'linux' && spawnSync('unshare', ['--mount', 'true']).status === 0;
}

if (import.meta.main) {
	const { values } = parseArgs({
		allowPositionals: true,
		options: {
			seed: { type: 'string', default: '1' },
			operations: { type: 'string', default: '2000' },
			client: { type: 'string' },
			subarches: { type: 'string', default: '2' },
		},
	});
	if (process.env.METRO_STRESS_APART === undefined && mayMount()) runApart();
	const canMount = process.env.METRO_STRESS_APART !== undefined;
	if (!canMount) console.log('without mounts: this user may not mount');
	const began = performance.now();
	const result = await stressWatching({
		seed: Number(values.seed),
		operations: Number(values.operations),
		clients: clientKinds.filter((kind) => values.client === undefined || values.client === kind),
		subarches: Number(values.subarches),
		canMount,
		say: (line) => {
			if (process.stdout.isTTY) console.log(line);
		},
	});
	for (const lost of result.lost) console.log(lost);
	const seconds = Math.round((performance.now() - began) / 1000);
	console.log(
		`seed ${values.seed}: ${result.operations} operations, ${result.comparisons} comparisons, ${result.lost.length} lost; right after ${result.longest} ms at most (${seconds} s)`,
	);
	process.exitCode = result.lost.length > 0 ? 1 : 0;
}

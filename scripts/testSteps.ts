/**
 * The steps of `npm test` and `npm run check`: each is run, counted and timed. What failed is named once more in
 * the end, before the last line: `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

export interface Tally {
	readonly passed: number;
	readonly failed: number;
	/** What failed and the first line of why, for the end of the run. */
	readonly failures?: readonly string[];
}

/** The failures that a program has told, each as `FAILED NAME` with the line that follows. */
export function failuresIn(output: string): readonly string[] {
	return [...output.matchAll(/^ *(FAILED .*)\n(.*)/gm)].map(
		([, what, why = '']) => `${what}\n    ${why.trim()}`,
	);
}

export interface Step {
	readonly name: string;
	/** Fetches what the step needs from elsewhere; begins with the first step, because it mostly waits. */
	fetch?(): Promise<void>;
	run(): Promise<Tally>;
}

/**
 * Runs the steps in order, those in `wanted` or all if it is empty, and sets the exit status: 0 if something passed and
 * nothing failed, 2 for an unknown step.
 */
export async function runSteps(steps: readonly Step[], wanted: readonly string[]): Promise<void> {
	for (const name of wanted) {
		if (steps.some((step) => step.name === name)) continue;
		console.error(`no step '${name}'; there are: ${steps.map((step) => step.name).join(', ')}`);
		process.exitCode = 2;
		return;
	}
	const chosen = steps.filter(({ name }) => wanted.length === 0 || wanted.includes(name)).map(withFetching);
	let passed = 0;
	let failed = 0;
	const failures: string[] = [];
	for (const step of chosen) {
		const began = performance.now();
		console.log(`\n=== ${step.name}`);
		const tally = await tallyOf(step);
		passed += tally.passed;
		failed += tally.failed;
		failures.push(...(tally.failures ?? []));
		const seconds = ((performance.now() - began) / 1000).toFixed(1);
		console.log(`=== ${step.name}: ${tally.passed} passed, ${tally.failed} failed (${seconds} s)`);
	}
	if (failures.length > 0) console.log(`\n${failures.join('\n')}`);
	console.log(`\n${passed} passed, ${failed} failed`);
	process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

/** Begins to fetch what the step needs, and lets it wait for that. */
function withFetching(step: Step): Step {
	const fetched = step.fetch?.();
	// The step tells; until it has its turn, nobody else does.
	fetched?.catch(() => undefined);
	return {
		...step,
		async run() {
			await fetched;
			return step.run();
		},
	};
}

/** A step that cannot run is a failure with its reason. */
async function tallyOf(step: Step): Promise<Tally> {
	try {
		return await step.run();
	} catch (error) {
		console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
		return { passed: 0, failed: 1 };
	}
}

/** A step that counts as one check: it succeeds, or it rejects. */
export async function oneCheck(work: () => Promise<void>): Promise<Tally> {
	await work();
	return { passed: 1, failed: 0 };
}

/** A program of node_modules that counts as one check. */
export async function command(program: string, args: readonly string[]): Promise<Tally> {
	const { status } = await spawned(join(root, 'node_modules', '.bin', program), args);
	return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Starts a program with an argument array and keeps its output, which is shown meanwhile unless it runs quietly. */
export function spawned(
	program: string,
	args: readonly string[],
	env: Readonly<Record<string, string>> = {},
	manner: 'visibly' | 'quietly' = 'visibly',
): Promise<{ status: number; output: string }> {
	return new Promise((resolve, reject) => {
		const child = spawn(program, args, {
			cwd: root,
			stdio: ['ignore', 'pipe', 'pipe'],
			env: { ...process.env, ...env },
		});
		let output = '';
		const keep = (stream: NodeJS.WriteStream) => (chunk: Buffer) => {
			output += chunk.toString();
			if (manner === 'visibly') stream.write(chunk);
		};
		child.stdout.on('data', keep(process.stdout));
		child.stderr.on('data', keep(process.stderr));
		child.on('error', reject);
		child.on('close', (code) => resolve({ status: code ?? 1, output }));
	});
}

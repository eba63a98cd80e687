/**
 * Runs everything that guards the project and ends with `N passed, N failed`. A step that cannot run is a failure with
 * its reason; nothing is skipped. `npm test -- NAME …` runs only the named steps.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildAll } from './build.ts';
import { installTestPrograms } from './testPrograms.ts';

const root = join(import.meta.dirname, '..');

interface Tally {
	readonly passed: number;
	readonly failed: number;
}

interface Step {
	readonly name: string;
	run(): Promise<Tally>;
}

const steps: readonly Step[] = [
	{ name: 'format-and-lint', run: () => command('biome', ['check', '--error-on-warnings', '.']) },
	{ name: 'types', run: () => command('tsc', ['--noEmit']) },
	{ name: 'build', run: () => whole(buildAll) },
	{ name: 'programs', run: () => whole(installTestPrograms) },
	{ name: 'unit', run: () => nodeTests(['test/**/*.test.ts']) },
	{ name: 'editor', run: () => editorTests() },
];

const wanted = process.argv.slice(2);
for (const name of wanted) {
	if (!steps.some((step) => step.name === name)) {
		console.error(`no step '${name}'; there are: ${steps.map((step) => step.name).join(', ')}`);
		process.exit(2);
	}
}

let passed = 0;
let failed = 0;
for (const step of steps) {
	if (wanted.length > 0 && !wanted.includes(step.name)) continue;
	const began = performance.now();
	console.log(`\n=== ${step.name}`);
	let tally: Tally;
	try {
		tally = await step.run();
	} catch (error) {
		console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
		tally = { passed: 0, failed: 1 };
	}
	passed += tally.passed;
	failed += tally.failed;
	const seconds = ((performance.now() - began) / 1000).toFixed(1);
	console.log(`=== ${step.name}: ${tally.passed} passed, ${tally.failed} failed (${seconds} s)`);
}
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;

/** A step that counts as one check: it succeeds or it does not. */
async function whole(work: () => Promise<void>): Promise<Tally> {
	await work();
	return { passed: 1, failed: 0 };
}

async function command(program: string, args: readonly string[]): Promise<Tally> {
	const { status } = await spawned(join(root, 'node_modules', '.bin', program), args);
	return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Runs `node --test` and reads the totals that its reporter prints; a run that counts no test is a failure. */
async function nodeTests(patterns: readonly string[]): Promise<Tally> {
	const reporter = process.stdout.isTTY ? 'spec' : 'dot';
	const { status, output } = await spawned(process.execPath, [
		'--test',
		`--test-reporter=${reporter}`,
		'--test-reporter-destination=stdout',
		'--test-reporter=./scripts/tallyReporter.ts',
		'--test-reporter-destination=stderr',
		...patterns,
	]);
	const totals = /^tally (\d+) (\d+)$/m.exec(output);
	if (totals === null) throw new Error('the test runner ended without totals');
	const tally = { passed: Number(totals[1]), failed: Number(totals[2]) };
	if (status !== 0 && tally.failed === 0) return { ...tally, failed: 1 };
	return tally;
}

/** Runs the suites inside a real VS Code; their launcher prints the same kind of totals. */
async function editorTests(): Promise<Tally> {
	const launcher = join(root, 'test', 'editor', 'run.ts');
	if (!existsSync(launcher)) throw new Error('test/editor/run.ts is missing');
	const { status, output } = await spawned(process.execPath, [launcher]);
	const totals = [...output.matchAll(/^tally (\d+) (\d+)$/gm)];
	if (totals.length === 0) throw new Error('the in-editor tests ended without totals');
	const tally = totals.reduce(
		(sum, [, good, bad]) => ({ passed: sum.passed + Number(good), failed: sum.failed + Number(bad) }),
		{ passed: 0, failed: 0 },
	);
	if (status !== 0 && tally.failed === 0) return { ...tally, failed: 1 };
	return tally;
}

/** Starts a program with an argument array, shows what it prints and keeps it. */
function spawned(program: string, args: readonly string[]): Promise<{ status: number; output: string }> {
	return new Promise((resolve, reject) => {
		const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
		let output = '';
		const keep = (stream: NodeJS.WriteStream) => (chunk: Buffer) => {
			output += chunk.toString();
			stream.write(chunk);
		};
		child.stdout.on('data', keep(process.stdout));
		child.stderr.on('data', keep(process.stderr));
		child.on('error', reject);
		child.on('close', (code) => resolve({ status: code ?? 1, output }));
	});
}

/** Runs one fuzzer: `npm run fuzz -- NAME [--seed N] [--count N]`. Status 0: nothing found, 1: faults, 2: wrong usage. */
import { parseArgs } from 'node:util';
import { edits } from './edits.ts';
import type { Fuzzer } from './fuzzer.ts';
import { hasPython } from './oracle.ts';
import { precedence } from './precedence.ts';
import { python } from './python.ts';
import { programs, syntax } from './syntax.ts';

/** Add a fuzzer here: the name to call it by, and what it does. */
const fuzzers: Readonly<Record<string, Fuzzer>> = { python, syntax, programs, precedence, edits };

function usage(): void {
	const names = Object.entries(fuzzers).map(([name, { about }]) => `  ${name.padEnd(12)}${about}`);
	console.error(['usage: npm run fuzz -- NAME [--seed N] [--count N]', ...names].join('\n'));
}

async function main(): Promise<number> {
	const { values, positionals } = parseArgs({
		allowPositionals: true,
		options: { seed: { type: 'string' }, count: { type: 'string' } },
	});
	const fuzzer = fuzzers[positionals[0] ?? ''];
	const seed = Number(values.seed ?? Date.now() % 1_000_000);
	const count = Number(values.count ?? fuzzer?.count);
	if (fuzzer === undefined || positionals.length > 1 || !(seed >= 0) || !(count > 0)) {
		usage();
		return 2;
	}
	if (!hasPython()) {
		console.error('python3 was not found: there is nothing to compare with.');
		return 2;
	}
	console.log(`seed ${seed}, ${count} inputs`);
	const { tried, faults } = await fuzzer.run({ seed, count });
	for (const fault of faults.slice(0, 50)) console.log(JSON.stringify(fault));
	console.log(`${tried} tried, ${faults.length} faults`);
	return faults.length > 0 ? 1 : 0;
}

process.exitCode = await main();

/** Texts that CPython accepts or refuses: ours must agree, with the same line. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBuildbot } from '../../server/src/buildbot/readBuildbot.ts';
import { lineOf } from '../../server/src/python/syntax/physicalLines.ts';
import { randomNumbers } from '../support/randomNumbers.ts';
import type { Fuzzer, FuzzFault, FuzzOptions, FuzzResult } from './fuzzer.ts';
import { mutated } from './mutations.ts';
import { startOracle } from './oracle.ts';
import { program } from './programs.ts';

const recorded = readFileSync(join(import.meta.dirname, '../golden/buildbot.jsonl'), 'utf8')
	.trimEnd()
	.split('\n')
	.map((line): string => JSON.parse(line).source)
	.filter(({ length }) => length < 5000);

/** What ours says of a text: null if it is accepted. */
export function verdict(source: string): string | null {
	const { fault } = readBuildbot(source);
	return fault === undefined ? null : `${fault.type}:${lineOf(source, fault.start)} ${fault.message}`;
}

/** Mutations of the recorded files against what compile() says. */
export const syntax: Fuzzer = {
	about: 'changed .buildbot files: what compile() accepts and refuses, and on which line',
	count: 20_000,
	run: (options) =>
		compareAll(options, (random) =>
			mutated(recorded[Math.floor(random() * recorded.length)] ?? '', random, recorded),
		),
};

/** Random programs against what compile() says. */
export const programs: Fuzzer = {
	about: 'random programs: what compile() accepts and refuses, and on which line',
	count: 20_000,
	run: (options) => compareAll(options, program),
};

async function compareAll(
	{ seed, count }: FuzzOptions,
	make: (random: () => number) => string,
): Promise<FuzzResult> {
	const random = randomNumbers(seed);
	const oracle = startOracle('syntaxOracle.py');
	const faults: FuzzFault[] = [];
	for (let tried = 0; tried < count; ) {
		const sources = Array.from({ length: Math.min(100, count - tried) }, () => make(random));
		const answers = await oracle.ask(sources);
		for (const [index, source] of sources.entries()) {
			const fault = compared(source, answers[index]);
			if (fault !== undefined) faults.push(fault);
		}
		tried += sources.length;
	}
	oracle.end();
	return { tried: count, faults };
}

/** The disagreement about one text. Where CPython reaches a limit of its own, anything goes. */
export function compared(source: string, answer: unknown): FuzzFault | undefined {
	if (answer === 'limit') return undefined;
	const got = verdict(source);
	const [type, line, message] = Array.isArray(answer) ? answer : [];
	const expected = answer === null ? null : `${type}:${line} ${message}`;
	const place = (text: string | null): string | undefined => text?.split(' ')[0];
	// CPython names no line where there is a null byte.
	if (line === null ? got !== null : place(got) === place(expected)) return undefined;
	const kind =
		expected === null ? 'refused, but valid' : got === null ? 'accepted, but invalid' : 'wrong line or type';
	return { kind, source, expected, got };
}

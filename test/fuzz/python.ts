/** Random programs and expressions, beside CPython with every outcome of what they ask their host. */
import type { Fuzzer, FuzzFault } from './fuzzer.ts';
import { startOracle } from './oracle.ts';
import { type Answer, compare, type Question } from './pythonCompare.ts';
import { expressionProgram } from './pythonExpressions.ts';
import { ProgramMaker } from './pythonPrograms.ts';
import { type Random, randomFrom } from './pythonRandom.ts';

const calls = [
	['funtoo-current', 'corei7', true, '2015-02-08'],
	['b', 'x', false, null],
] as const;

const outcomes = [[], ['P', 'Q'], ['P'], ['Q']];

const batch = 20;

export const python: Fuzzer = {
	about: 'runs programs and compares settings, errors and what map_build answers',
	count: 2000,
	async run({ seed, count }) {
		const random = randomFrom(seed);
		const oracle = startOracle('pythonOracle.py');
		const faults: FuzzFault[] = [];
		const questions = (): Question[] => Array.from({ length: batch }, () => question(random));
		try {
			let asked = questions();
			let answers = oracle.ask(asked);
			for (let done = 0; done < count; done += batch) {
				const now = { asked, answers: (await answers) as Answer[] };
				// CPython runs the next ones meanwhile.
				asked = questions();
				answers = oracle.ask(asked);
				for (const [index, one] of now.asked.entries()) {
					for (const fault of compare(one, now.answers[index] ?? 'late').faults) faults.push(fault);
				}
			}
			await answers;
		} finally {
			oracle.end();
		}
		return { tried: count, faults };
	},
};

function question(random: Random): Question {
	const source = random.chance(0.5) ? expressionProgram(random) : new ProgramMaker(random).program();
	return {
		source,
		outcomes: /\bos\./.test(source) ? outcomes : outcomes.slice(0, 1),
		calls: source.includes('def map_build') ? calls : [],
	};
}

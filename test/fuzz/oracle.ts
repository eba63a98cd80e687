/** One `python3` process that answers questions: a JSON value per line in, a JSON value per line out. */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface Oracle {
	/** The answers to some questions, in their order. Rejects if the process ends before it answered. */
	ask(questions: readonly unknown[]): Promise<unknown[]>;
	/** Ends the process. */
	end(): void;
}

/** False if there is no `python3` of the version that we follow. */
export function hasPython(): boolean {
	const { stdout } = spawnSync('python3', ['--version'], { encoding: 'utf8' });
	return stdout?.startsWith('Python 3.11.') ?? false;
}

/** Milliseconds for one answer. Scripts stop what takes long themselves, but for a single operation in C, which hears no signal. */
const longest = 20_000;

/** Starts a script of this folder, which answers each line that it reads by one line. What it cannot answer in time is `"late"`. */
export function startOracle(script: string): Oracle {
	let process = startProcess(script);
	return {
		async ask(questions) {
			const answers: unknown[] = [];
			process.write(questions);
			while (answers.length < questions.length) {
				const answer = await process.answer();
				answers.push(answer);
				if (answer !== 'late' || process.isAlive()) continue;
				process = startProcess(script);
				process.write(questions.slice(answers.length));
			}
			return answers;
		},
		end: () => process.end(),
	};
}

interface OracleProcess {
	write(questions: readonly unknown[]): void;
	/** Resolves with the next answer, or with `"late"` for a process that had to be killed. */
	answer(): Promise<unknown>;
	isAlive(): boolean;
	end(): void;
}

function startProcess(script: string): OracleProcess {
	const child = spawn('python3', ['-I', '-W', 'ignore', join(import.meta.dirname, script)], {
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	// A killed process does not read the rest of its input.
	child.stdin.on('error', () => {});
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	return {
		write: (questions) =>
			child.stdin.write(questions.map((question) => `${JSON.stringify(question)}\n`).join('')),
		async answer() {
			const deadline = setTimeout(() => child.kill('SIGKILL'), longest);
			const { value, done } = await lines.next();
			clearTimeout(deadline);
			if (!done) return JSON.parse(value);
			if (child.killed) return 'late';
			throw new Error(`${script} ended before it answered`);
		},
		isAlive: () => !child.killed,
		end: () => child.stdin.end(),
	};
}

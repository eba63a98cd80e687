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

/** False where there is no `python3` of the version whose behaviour is followed. */
export function hasPython(): boolean {
	const { stdout } = spawnSync('python3', ['--version'], { encoding: 'utf8' });
	return stdout?.startsWith('Python 3.11.') ?? false;
}

/** Starts a script of this folder, which answers each line that it reads by one line. */
export function startOracle(script: string): Oracle {
	const child = spawn('python3', ['-I', '-W', 'ignore', join(import.meta.dirname, script)], {
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	return {
		async ask(questions) {
			child.stdin.write(questions.map((question) => `${JSON.stringify(question)}\n`).join(''));
			const answers: unknown[] = [];
			while (answers.length < questions.length) {
				const { value, done } = await lines.next();
				if (done) throw new Error(`${script} ended before it answered`);
				answers.push(JSON.parse(value));
			}
			return answers;
		},
		end: () => child.stdin.end(),
	};
}

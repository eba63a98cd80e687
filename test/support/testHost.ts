/** A machine for testing the command line: it records output, its clock stands still, its processes are given. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import type { FileWriter } from '../../server/src/base/fileSystem.ts';
import type { RunIsolated } from '../../server/src/base/isolatedRun.ts';
import { encodeEscaping } from '../../server/src/base/surrogateEscape.ts';
import type {
	Host,
	Output,
	PipedOutcome,
	PipedRequest,
	RunOutcome,
	RunRequest,
} from '../../server/src/cli/host.ts';
import { run } from '../../server/src/cli/run.ts';
import type { HistoryStore } from '../../server/src/history/historyStore.ts';
import { openCompressor } from '../../server/src/node/nodeCompressor.ts';
import { createMemoryHistory } from './memoryHistory.ts';

export interface TestMachine {
	readonly files: FileWriter;
	readonly env?: Readonly<Record<string, string>>;
	readonly cwd?: string;
	/** ISO 8601. */
	readonly now?: string;
	/** Process ids that live. */
	readonly alive?: readonly number[];
	/** Runs of the program that have ended. */
	readonly ended?: readonly string[];
	readonly isTerminal?: boolean;
	/** What is typed when the program asks; a function does something in the meantime. */
	readonly answers?: readonly (string | (() => string))[];
	/** Programs are really run, instead of being only noted down. */
	readonly runsPrograms?: boolean;
	/** Answers instead of a program whose output is read; without it none may be. */
	readonly pipe?: (request: PipedRequest) => PipedOutcome | Promise<PipedOutcome>;
	/** How programs that are not really run end. */
	readonly outcome?: RunOutcome;
	/** What happens while such a program would run. */
	readonly meanwhile?: () => void;
	readonly signal?: AbortSignal;
	/** Answers instead of a program run apart; without it none may be. */
	readonly runIsolated?: RunIsolated;
	/** Absent: one that ends with the call. */
	readonly history?: HistoryStore;
	/** Called where the program waits; a wait takes no time. */
	readonly sleep?: (milliseconds: number) => Promise<void>;
	/** Hashes instead of reading through `files`. */
	readonly sha256?: (path: string) => Promise<string | undefined>;
}

export interface Outcome {
	readonly status: number;
	readonly stdout: string;
	readonly stderr: string;
	/** Programs that were run, or would have been. */
	readonly programs: readonly RunRequest[];
}

/** Runs one call of `buildrepo` in a test machine. */
export async function buildrepo(argv: readonly string[], machine: TestMachine): Promise<Outcome> {
	const out = keeper(machine.isTerminal === true);
	const err = keeper(machine.isTerminal === true);
	const programs: RunRequest[] = [];
	const answers = [...(machine.answers ?? [])];
	const host: Host = {
		env: { HOME: '/home', ...machine.env },
		cwd: machine.cwd ?? '/',
		accountHome: '/home',
		out: out.output,
		err: err.output,
		async ask() {
			const answer = answers.shift();
			return typeof answer === 'function' ? answer() : answer;
		},
		files: machine.files,
		hostName: 'buildhost',
		clock: { now: () => Date.parse(machine.now ?? '2015-02-20T12:00:00Z') },
		timer: {
			now: () => Date.parse(machine.now ?? '2015-02-20T12:00:00Z'),
			elapsed: () => 0,
			sleep: machine.sleep ?? (async () => {}),
		},
		processes: {
			isAlive: (pid) => machine.alive?.includes(pid) === true,
			thisRun: '1-2-b-a',
			commandOf: (pid) => (machine.alive?.includes(pid) === true ? `python3 metro ${pid}` : undefined),
			hasEnded: (run) => machine.ended?.includes(run) === true,
			async run(request) {
				programs.push(request);
				machine.meanwhile?.();
				if (machine.runsPrograms !== true) return machine.outcome ?? { kind: 'exited', status: 0 };
				const { error, stdout, stderr, status } = spawnSync(request.program, request.arguments, {
					env: request.env as NodeJS.ProcessEnv,
					cwd: request.cwd,
					encoding: 'utf8',
				});
				if (error !== undefined) return { kind: 'failed', reason: error.message };
				out.output.write(stdout);
				err.output.write(stderr);
				return { kind: 'exited', status: status ?? 1 };
			},
			async pipe(request) {
				programs.push(request);
				if (machine.pipe === undefined) throw new Error(`${request.program} was run, which nobody expected`);
				return machine.pipe(request);
			},
		},
		compressor: openCompressor(new AbortController().signal),
		runIsolated:
			machine.runIsolated ??
			(({ program }) => Promise.reject(new Error(`${program} was run, which nobody allowed`))),
		accounts: {
			userId: async (name) => (name === 'nobody-here' ? undefined : process.getuid?.()),
			groupId: async (name) => (name === 'nobody-here' ? undefined : process.getgid?.()),
		},
		hasher: {
			parallelism: 2,
			sha256: machine.sha256 ?? ((path) => sha256Of(machine.files, path)),
		},
		openHistory: () => machine.history ?? createMemoryHistory(),
		serveTools: () => Promise.reject(new Error('a server was started, which nobody expected')),
		signal: machine.signal ?? new AbortController().signal,
	};
	const status = await run(argv, host);
	return { status, stdout: out.text(), stderr: err.text(), programs };
}

function keeper(isTerminal: boolean): { readonly output: Output; text(): string } {
	const pieces: Uint8Array[] = [];
	return {
		output: {
			write: (text) => void pieces.push(encodeEscaping(text)),
			flush: async () => {},
			isTerminal,
		},
		text: () => Buffer.concat(pieces).toString('utf8'),
	};
}

/** The SHA-256 of a file, in hexadecimal digits; `undefined` if there is none. */
export async function sha256Of(files: FileWriter, path: string): Promise<string | undefined> {
	const content = await files.read(path);
	return content === undefined ? undefined : createHash('sha256').update(content).digest('hex');
}

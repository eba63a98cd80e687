/** The builds that this window runs: which there are, how to stop one, and where its terminal is. */
import {
	Disposable,
	type Event,
	EventEmitter,
	type TaskExecution,
	type Terminal,
	tasks,
	window,
} from 'vscode';
import { type BuildTaskDefinition, readBuildTask } from './buildTaskDefinition.ts';

export interface BuildRun {
	readonly execution: TaskExecution;
	readonly definition: BuildTaskDefinition;
	/** Milliseconds since the epoch. */
	readonly startedAt: number;
	/** `undefined` until its process has started. */
	readonly process: number | undefined;
	/** The user asked for its end. */
	readonly stopped: boolean;
	/** It has ended, though it may not be known how. */
	readonly over: boolean;
}

export interface BuildRuns extends Disposable {
	/** Those that have not ended, in the order in which they began. */
	all(): readonly BuildRun[];
	/** False once the build has ended. */
	isRunning(run: BuildRun): boolean;
	/** A build has ended: by itself, or because it was stopped. */
	readonly onDidEnd: Event<BuildRun>;
	/** The run that builds this subarch, named by its directory. */
	of(subarch: string): BuildRun | undefined;
	/** True from the moment a build is begun, before the editor reports it, until it has ended. */
	holds(subarch: string): boolean;
	/** Starts a build; `start` has the editor run its task. */
	begin(subarch: string, start: () => Thenable<unknown>): Promise<void>;
	/**
	 * Ends a build as an interrupt from its terminal would: Metro tidies up. Called again, it ends it at once. False if it has ended
	 * already.
	 */
	stop(run: BuildRun): boolean;
	/** Shows the terminal of a build that runs, or of the last one that this window ran; false if it is closed. */
	showTerminal(subarch: string): Promise<boolean>;
}

/** How long a task may take to start, or to tell how it has ended, in milliseconds. */
const patience = 15_000;

/** How long a build may take to tidy up before its task is ended by force: longer than buildrepo needs to end Metro by force. */
const tidyPatience = 80_000;

/** What is known of the builds of this window. */
interface BuildState {
	readonly runs: Map<TaskExecution, BuildRun>;
	/** Subarches whose build was begun before the editor reported it. */
	readonly begun: Set<string>;
	/** The process of the last build of each subarch: its terminal stays when the build has ended. */
	readonly processes: Map<string, number>;
	/** Fired when a build ends. */
	readonly end: EventEmitter<BuildRun>;
}

/** @param ended called when a build ends, with its exit status; `undefined`: it has none. */
export function createBuildRuns(ended: (run: BuildRun, status: number | undefined) => void): BuildRuns {
	const state: BuildState = {
		runs: new Map(),
		begun: new Set(),
		processes: new Map(),
		end: new EventEmitter(),
	};
	const { runs, begun, processes, end } = state;
	const listeners = Disposable.from(end, followTasks(state, ended));
	const all = (): readonly BuildRun[] => [...runs.values()].filter(({ over }) => !over);
	const of = (subarch: string): BuildRun | undefined =>
		all().find(({ definition }) => definition.subarch === subarch);
	const isRunning = ({ execution }: BuildRun): boolean => runs.get(execution)?.over === false;
	return {
		all,
		isRunning,
		onDidEnd: end.event,
		of,
		holds: (subarch) => begun.has(subarch) || of(subarch) !== undefined,
		begin: async (subarch, start) => {
			begun.add(subarch);
			// A task that never starts, because a question was cancelled for instance, must not hold it for ever.
			setTimeout(() => begun.delete(subarch), patience);
			try {
				await start();
			} catch (error) {
				begun.delete(subarch);
				throw error;
			}
		},
		stop: ({ execution }) => {
			// As it is now: its process may have started since the user was asked.
			const run = runs.get(execution);
			if (run === undefined || run.over) return false;
			const said = run.process === undefined ? 'refused' : interrupt(run.process);
			// Its process has ended, though the editor has not told so yet.
			if (said === 'gone') return false;
			runs.set(execution, { ...run, stopped: true });
			if (said === 'refused') execution.terminate();
			else
				setTimeout(() => {
					if (isRunning(run)) execution.terminate();
				}, tidyPatience);
			return true;
		},
		showTerminal: async (subarch) => {
			const terminal = await terminalOf(processes.get(subarch));
			terminal?.show();
			return terminal !== undefined;
		},
		dispose: () => listeners.dispose(),
	};
}

/** Keeps the state as the editor reports that builds start and end. */
function followTasks(
	{ runs, begun, processes, end }: BuildState,
	ended: (run: BuildRun, status: number | undefined) => void,
): Disposable {
	return Disposable.from(
		tasks.onDidStartTask(({ execution }) => {
			const definition = readBuildTask(execution.task.definition);
			if (definition === undefined) return;
			begun.delete(definition.subarch ?? '');
			runs.set(execution, {
				execution,
				definition,
				startedAt: Date.now(),
				process: undefined,
				stopped: false,
				over: false,
			});
		}),
		tasks.onDidStartTaskProcess(({ execution, processId }) => {
			const run = runs.get(execution);
			if (run === undefined) return;
			runs.set(execution, { ...run, process: processId });
			processes.set(run.definition.subarch ?? '', processId);
		}),
		tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
			const run = runs.get(execution);
			runs.delete(execution);
			if (run === undefined) return;
			end.fire(run);
			ended(run, exitCode);
		}),
		// The editor may tell of this before it tells how the process ended, or without ever telling that.
		tasks.onDidEndTask(({ execution }) => {
			const run = runs.get(execution);
			if (run === undefined) return;
			const gone: BuildRun = { ...run, over: true };
			runs.set(execution, gone);
			end.fire(gone);
			setTimeout(() => {
				if (runs.delete(execution) && gone.process !== undefined) ended(gone, undefined);
			}, patience);
		}),
	);
}

/** Sends SIGTERM. buildrepo then interrupts Metro with all that it has started, and waits for their end; the second time, it does not wait. `gone`: the process does not exist. */
function interrupt(pid: number): 'sent' | 'gone' | 'refused' {
	try {
		return process.kill(pid, 'SIGTERM') ? 'sent' : 'refused';
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'ESRCH' ? 'gone' : 'refused';
	}
}

async function terminalOf(pid: number | undefined): Promise<Terminal | undefined> {
	if (pid === undefined) return undefined;
	for (const terminal of window.terminals) if ((await terminal.processId) === pid) return terminal;
	return undefined;
}

/** Builds as tasks: they run in a terminal, where they can be watched and stopped, and from tasks.json as well. */
import {
	Disposable,
	ProcessExecution,
	Task,
	TaskGroup,
	TaskPanelKind,
	TaskRevealKind,
	TaskScope,
	tasks,
} from 'vscode';
import type { SetupSummary } from '../../../server/src/protocol.ts';
import { type BundledProgram, bundledInvocation } from '../buildrepo/invocation.ts';
import type { Message } from '../message.ts';
import { notify } from '../notify.ts';
import { nextBuild } from '../offers.ts';
import type { Setups } from '../setups.ts';
import { mayRun } from '../trust.ts';
import { isUsable } from '../usable.ts';
import {
	type BuildTaskDefinition,
	buildTaskName,
	buildTaskType,
	buildWords,
	readBuildTask,
} from './buildTaskDefinition.ts';

export interface BuildTasks extends Disposable {
	/** Starts a build, unless the workspace is not trusted or the same build runs already. */
	run(setup: SetupSummary, definition: BuildTaskDefinition): Promise<void>;
}

export function createBuildTasks(bundled: BundledProgram, setups: Setups): BuildTasks {
	const setupOf = (definition: BuildTaskDefinition): SetupSummary | undefined => {
		const known = setups.known ?? [];
		if (definition.home !== undefined) return known.find((setup) => setup.home === definition.home);
		return known.length === 1 ? known[0] : undefined;
	};
	const provider = tasks.registerTaskProvider(buildTaskType, {
		provideTasks: () =>
			(setups.known ?? [])
				.filter((setup) => setup.state === 'ready' && isUsable(setup))
				.map((setup) => makeTask(bundled, setup, { type: buildTaskType, task: 'next', home: setup.home })),
		resolveTask: (task) => {
			const definition = readBuildTask(task.definition);
			const setup = definition && setupOf(definition);
			// The editor insists on the very definition that it gave.
			return definition && setup && makeTask(bundled, setup, definition, task.definition);
		},
	});
	const ends = tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
		const definition = readBuildTask(execution.task.definition);
		if (definition !== undefined && exitCode !== undefined) notify(endMessage(definition, exitCode));
	});
	return {
		run: async (setup, definition) => {
			if (!mayRun()) return;
			await tasks.executeTask(makeTask(bundled, setup, definition));
		},
		dispose: () => Disposable.from(provider, ends).dispose(),
	};
}

function makeTask(
	bundled: BundledProgram,
	setup: SetupSummary,
	definition: BuildTaskDefinition,
	given: Task['definition'] = definition,
): Task {
	const { program, args, env } = bundledInvocation(bundled, setup, buildWords(definition));
	const execution = new ProcessExecution(program, [...args], { cwd: setup.home, env: { ...env } });
	const task = new Task(given, TaskScope.Workspace, buildTaskName(definition), 'metro', execution, []);
	task.group = TaskGroup.Build;
	// The build itself says what it runs; the long command line of its runtime would only hide that.
	task.presentationOptions = { reveal: TaskRevealKind.Always, panel: TaskPanelKind.Dedicated, echo: false };
	return task;
}

function endMessage(definition: BuildTaskDefinition, status: number): Message {
	const name = buildTaskName(definition);
	if (status === 0) {
		return {
			severity: 'information',
			text: `Metro: ${name} has ended well.`,
			offers: [nextBuild],
		};
	}
	return {
		severity: 'error',
		text: `Metro: ${name} failed (status ${status}). The terminal and the log of the build say why.`,
		offers: [{ label: 'Show Terminal', command: 'workbench.action.terminal.focus' }, nextBuild],
	};
}

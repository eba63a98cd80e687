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
import type { SetupSummary } from '../../../server/src/protocol/index.ts';
import { type BundledProgram, bundledInvocation } from '../buildrepo/invocation.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import { settingNames } from '../settings/settingNames.ts';
import { isOn } from '../settings/settings.ts';
import { mayRun } from '../settings/trust.ts';
import type { Setups } from '../setups/setups.ts';
import { isUsable } from '../setups/usable.ts';
import { contextKeys } from '../ui/contextKeys.ts';
import { notify } from '../ui/notify.ts';
import { tick } from '../ui/tick.ts';
import type { RepositoryView } from '../view/repositoryView.ts';
import { type BuildRuns, createBuildRuns } from './buildRuns.ts';
import {
	type BuildTaskDefinition,
	buildTaskName,
	buildTaskType,
	buildWords,
	readBuildTask,
} from './buildTaskDefinition.ts';
import { endMessage, isBuilt } from './endMessage.ts';
import { lookAtEnd } from './lookAtEnd.ts';

export interface BuildTasks extends Disposable {
	/** Starts a build. False: the workspace is not trusted, and the user has been told so. */
	run(setup: SetupSummary, definition: BuildTaskDefinition): Promise<boolean>;
	/** The builds that this window runs. */
	readonly runs: BuildRuns;
}

export function createBuildTasks(
	bundled: BundledProgram,
	server: LanguageServer,
	setups: Setups,
	view: RepositoryView,
): BuildTasks {
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
	const runs = createBuildRuns((run, status) => {
		void lookAtEnd(view, server, setupOf(run.definition), run, status).then((end) => {
			if (isBuilt(end)) void tick(contextKeys.built);
			if (isOn(settingNames.notifyBuilds)) notify(endMessage(end));
		});
	});
	return {
		runs,
		run: async (setup, definition) => {
			if (!mayRun()) return false;
			const task = makeTask(bundled, setup, definition);
			if (definition.subarch === undefined) await tasks.executeTask(task);
			else await runs.begin(definition.subarch, () => tasks.executeTask(task));
			return true;
		},
		dispose: () => Disposable.from(provider, runs).dispose(),
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

/** The task type `metro` as it stands in tasks.json, and the command line behind each task. */
import type { TaskDefinition } from 'vscode';

export const buildTaskType = 'metro';

/** `next` builds what `nextbuild` names; `build` builds the subarch that is named, whether its turn has come or not. */
export interface BuildTaskDefinition extends TaskDefinition {
	readonly type: typeof buildTaskType;
	readonly task: 'next' | 'build';
	/** The folder with `.metro` and `.buildbot`; absent: the only one that is open. */
	readonly home?: string;
	/** Only for `build`: the directory of the subarch. */
	readonly subarch?: string;
}

/** What a task definition from tasks.json says, if it makes sense. */
export function readBuildTask(definition: TaskDefinition): BuildTaskDefinition | undefined {
	const { task, home, subarch } = definition;
	if (definition.type !== buildTaskType) return undefined;
	if (home !== undefined && typeof home !== 'string') return undefined;
	const place = home === undefined ? {} : { home };
	if (task === 'next') return { type: buildTaskType, task, ...place };
	if (task === 'build' && typeof subarch === 'string' && subarch !== '') {
		return { type: buildTaskType, task, subarch, ...place };
	}
	return undefined;
}

/** The words behind `buildrepo`. */
export function buildWords(definition: BuildTaskDefinition): readonly string[] {
	return definition.subarch === undefined ? ['buildbot'] : ['buildbot', '--only', definition.subarch];
}

export function buildTaskName(definition: BuildTaskDefinition): string {
	if (definition.subarch === undefined) return 'next build';
	// The last three parts of the path name a subarch: build, arch, subarch.
	return `build ${definition.subarch.split('/').slice(-3).join('/')}`;
}

/** The task type `metro` as it stands in tasks.json, and the command line behind each task. */
import * as l10n from '@vscode/l10n';
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

/** The arguments of `buildrepo`. */
export function buildWords(definition: BuildTaskDefinition): readonly string[] {
	return definition.subarch === undefined ? ['buildbot'] : ['buildbot', '--only', definition.subarch];
}

/** What its terminal's tab is called: what tells it from others comes first, for tabs are narrow. */
export function buildTaskName(definition: BuildTaskDefinition): string {
	const place = placeOf(definition);
	return place === undefined ? l10n.t('next build') : `${place.subarch} (${place.build})`;
}

/** What is built, in words; `undefined` where that is known only when it begins. */
export function builtName(definition: BuildTaskDefinition): string | undefined {
	const place = placeOf(definition);
	return place && `${place.build} / ${place.subarch}`;
}

/** The last three parts of the path name a subarch: build, arch, subarch. */
function placeOf({ subarch: path }: BuildTaskDefinition): { build: string; subarch: string } | undefined {
	if (path === undefined) return undefined;
	const [subarch = path, , build = ''] = path
		.split('/')
		.filter((part) => part !== '')
		.toReversed();
	return { build, subarch };
}

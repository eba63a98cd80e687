/** The task type `metro` as it stands in tasks.json, and the command line behind each task. */
import * as l10n from '@vscode/l10n';
import type { TaskDefinition } from 'vscode';
import { choiceWords, isWords } from './buildChoice.ts';

export const buildTaskType = 'metro';

/**
 * `next` builds what `nextbuild` names, `all` one after the other until none is due; `build` builds the subarch that is named, whether
 * its turn has come or not.
 */
export interface BuildTaskDefinition extends TaskDefinition {
	readonly type: typeof buildTaskType;
	readonly task: 'next' | 'all' | 'build';
	/** The folder with `.metro` and `.buildbot`; absent: the only one that is open. */
	readonly home?: string;
	/** Only for `build`: the directory of the subarch. */
	readonly subarch?: string;
	/** Only for `build`: what to build instead of what `map_build` asks for. */
	readonly target?: string;
	readonly extras?: readonly string[];
}

/** What a task definition from tasks.json says, if it makes sense. */
export function readBuildTask(definition: TaskDefinition): BuildTaskDefinition | undefined {
	const { task, home, subarch, target, extras } = definition;
	if (definition.type !== buildTaskType) return undefined;
	if (home !== undefined && typeof home !== 'string') return undefined;
	const place = home === undefined ? {} : { home };
	if (task === 'next' || task === 'all') return { type: buildTaskType, task, ...place };
	if (target !== undefined && typeof target !== 'string') return undefined;
	if (extras !== undefined && !isWords(extras)) return undefined;
	const choice = { ...(target !== undefined && { target }), ...(extras !== undefined && { extras }) };
	if (task === 'build' && typeof subarch === 'string' && subarch !== '') {
		return { type: buildTaskType, task, subarch, ...choice, ...place };
	}
	return undefined;
}

/** The arguments of `buildrepo`. */
export function buildWords(definition: BuildTaskDefinition): readonly string[] {
	if (definition.task === 'all') return ['buildbot', '--until-idle'];
	if (definition.subarch === undefined) return ['buildbot'];
	return ['buildbot', '--only', definition.subarch, ...choiceWords(definition)];
}

/** What its terminal's tab is called: what tells it from others comes first, for tabs are narrow. */
export function buildTaskName(definition: BuildTaskDefinition): string {
	const place = placeOf(definition);
	if (place !== undefined) return `${place.subarch} (${place.build})`;
	return definition.task === 'all' ? l10n.t('all builds that are due') : l10n.t('next build');
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

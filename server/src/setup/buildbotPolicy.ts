/** The rules that a `.buildbot` gives the repository, and its `map_build` as the repository wants it. */
import { LineIndex } from '../base/lineIndex.ts';
import type { Span } from '../base/span.ts';
import type { Buildbot } from '../buildbot/index.ts';
import type { MapBuildAnswer, MapBuildRequest, RepositoryPolicy } from '../repository/index.ts';
import { askPython, type Python, raisedText, switchOnPython } from './pythonValues.ts';
import { lineAndColumn } from './setupTrouble.ts';

/** A `.buildbot` that was read. */
export interface BuildbotSource {
	/** Absolute. */
	readonly file: string;
	readonly text: string;
	readonly buildbot: Buildbot;
}

/** What `map_build` says, asked of Python where the text alone does not tell. */
export type AskMapBuild = (last: MapBuildRequest) => Promise<MapBuildAnswer>;

export function policyOf({ settings }: Buildbot): RepositoryPolicy {
	const names = (items: readonly { readonly name: string }[]): string[] => items.map(({ name }) => name);
	return {
		builds: names(settings.builds),
		arches: names(settings.arches),
		subarches: names(settings.subarches),
		allBuilds: names(settings.allBuilds),
		allArches: names(settings.allArches),
		allSubarches: names(settings.allSubarches),
		staleDays: settings.staleDays,
		maxFailcount: settings.maxFailcount,
		keepNum: settings.keepNum,
		indexIgnoreBuilds: names(settings.indexIgnoreBuilds),
	};
}

/** What was answered once, by Python or without it, holds as long as the file is not read anew. */
export function mapBuildAsker(read: BuildbotSource, python: Python | undefined): AskMapBuild {
	const answers = new Map<string, Promise<Answer>>();
	return async (last) => {
		const call = callOf(last);
		const key = JSON.stringify(call);
		const answer = answers.get(key) ?? callMapBuild(read, call, python);
		answers.set(key, answer);
		return readOutcome(read, last, await answer);
	};
}

/** What a call of `map_build` came to; `failed`: Python gave no answer. */
export type Answer = ReturnType<Buildbot['mapBuild']> | { readonly kind: 'failed'; readonly reason: string };

/** Calls `map_build` as far as the text tells what it says, and where it does not, in a Python if there is one. */
export async function callMapBuild(
	{ file, text, buildbot }: BuildbotSource,
	call: Parameters<Buildbot['mapBuild']>[0],
	python: Python | undefined,
): Promise<Answer> {
	const outcome = buildbot.mapBuild(call);
	if (outcome.kind !== 'dynamic' || python === undefined) return outcome;
	const answer = await askPython(python, { file, names: [], call });
	switch (answer.kind) {
		case 'values':
			return buildbot.readAnswer(answer.result ?? { kind: 'none' });
		case 'raised': {
			const { type, message, line } = answer;
			const start = line === undefined ? undefined : new LineIndex(text).offset(line - 1, 0);
			return {
				kind: 'error',
				error: { type, message, ...(start === undefined ? {} : { span: { start, end: start } }) },
			};
		}
		case 'failed':
			return answer;
	}
}

/** The arguments as Python has them. */
function callOf({
	build,
	subarch,
	full,
	fullDate,
}: MapBuildRequest): readonly [string, string, boolean, string | null] {
	return [build, subarch, full, fullDate ?? null];
}

/** Whatever is no target is refused with file, line and reason. */
function readOutcome(read: BuildbotSource, last: MapBuildRequest, answer: Answer): MapBuildAnswer {
	const say = (reason: string, span?: Span): MapBuildAnswer => refused(read, last, reason, span);
	switch (answer.kind) {
		case 'ok':
			// An empty target passes, for nextbuild prints it as Metro does; who builds refuses it.
			return { kind: 'target', target: answer.target, extras: answer.extras };
		case 'unusable':
			return say(`${answer.reason}: return a target, as "full"`);
		case 'error':
			return say(`${raisedText(answer.error)}: correct it`, answer.error.span);
		case 'dynamic': {
			const { what, span } = answer.dynamic;
			return say(`it depends on ${what}, which is not evaluated: ${switchOnPython}`, span);
		}
		case 'stopped':
			return say(`it does not come to an end: ${answer.reason}`, answer.span);
		case 'failed':
			return say(answer.reason);
	}
}

/** `span` is the place to mend; without one it is the function. */
function refused(
	{ file, text, buildbot }: BuildbotSource,
	{ build, subarch }: MapBuildRequest,
	reason: string,
	span?: Span,
): MapBuildAnswer {
	const place = span ?? buildbot.outline.mapBuild?.nameSpan;
	const where = place === undefined ? file : `${file} line ${lineAndColumn(text, place.start).line + 1}`;
	return { kind: 'unusable', reason: `${where}: map_build for ${build}, ${subarch}: ${reason}` };
}

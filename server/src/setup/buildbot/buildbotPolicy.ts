/** The repository's policy from a `.buildbot`, and its `map_build` in the form that the repository core needs. */
import { LineIndex } from '../../base/lineIndex.ts';
import { memoize } from '../../base/memoize.ts';
import type { Span } from '../../base/span.ts';
import { type Buildbot, isUnforeseeable } from '../../buildbot/index.ts';
import type {
	AskMapBuild,
	HostShare,
	MapBuildAnswer,
	MapBuildRequest,
	RepositoryPolicy,
} from '../../repository/index.ts';
import { lineAndColumn } from '../setupTrouble.ts';
import { askPython, onlyThere, type Python, raisedText, switchOnPython } from './pythonValues.ts';

/** More questions than a forecast asks. */
const mostAnswers = 10_000;

/** A `.buildbot` that was read. */
export interface BuildbotSource {
	/** Absolute. */
	readonly file: string;
	readonly text: string;
	readonly buildbot: Buildbot;
}

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

/** The same for Metro since December 2020, where `share` says what this host builds. */
export function laterPolicyOf(buildbot: Buildbot, share: HostShare): RepositoryPolicy {
	const earlier = policyOf(buildbot);
	const subarches = [...new Set([...share.subarches.values()].flat())];
	return { ...earlier, subarches, share, order: 'as-written', givesUp: 'after-two-days' };
}

/** Milliseconds for which an answer of Python is kept: it may depend on the clock and on files. A forecast asks much at once. */
const keptFor = 30_000;

interface KeptAnswer {
	readonly answer: Promise<Answer>;
	/** When Python was asked, in milliseconds since the epoch; `undefined`: it follows from the text alone. */
	readonly asked: number | undefined;
}

/**
 * Answers are kept until the file is read again, those of Python for half a minute.
 * @param python runs where static evaluation does not know the answer; `elsewhere`: the host is another one, which no Python of this
 * machine knows
 */
export function mapBuildAsker(read: BuildbotSource, python: Python | 'elsewhere' | undefined): AskMapBuild {
	const isElsewhere = python === 'elsewhere';
	const answers = new Map<string, KeptAnswer>();
	/** Why an answer will be another one later. */
	const changing = memoize((key: string) => {
		const outcome = read.buildbot.mapBuild(JSON.parse(key));
		return outcome.kind === 'dynamic' && isUnforeseeable(outcome.dynamic) ? outcome.dynamic : undefined;
	}, mostAnswers);
	return async (last, when) => {
		const call = mapBuildCall(read.buildbot, last);
		const key = JSON.stringify(call);
		const dynamic = when === 'later' ? changing(key) : undefined;
		if (dynamic !== undefined)
			return refused(
				read,
				last,
				`it depends on ${dynamic.what}, so its answer cannot be foreseen`,
				dynamic.span,
			);
		const kept = answers.get(key);
		const now = isElsewhere ? undefined : python?.clock.now();
		const isFresh = kept?.asked === undefined || now === undefined || Math.abs(now - kept.asked) < keptFor;
		if (kept !== undefined && isFresh) return readOutcome(read, last, await kept.answer, isElsewhere);
		const isPythons = now !== undefined && read.buildbot.mapBuild(call).kind === 'dynamic';
		const answer = callMapBuild(read, call, isElsewhere ? undefined : python);
		answers.set(key, { answer, asked: isPythons ? now : undefined });
		return readOutcome(read, last, await answer, isElsewhere);
	};
}

/** The outcome of a call of `map_build`; `failed`: Python gave no answer. */
export type Answer = ReturnType<Buildbot['mapBuild']> | { readonly kind: 'failed'; readonly reason: string };

/** Calls `map_build` by static evaluation; if that does not know the answer, in Python if there is one. */
export async function callMapBuild(
	{ file, text, buildbot }: BuildbotSource,
	call: Parameters<Buildbot['mapBuild']>[0],
	python: Python | undefined,
): Promise<Answer> {
	const outcome = buildbot.mapBuild(call);
	if (outcome.kind !== 'dynamic' || python === undefined) return outcome;
	const answer = await askPython(python, { file, names: [], call, later: laterHost(buildbot) });
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

/** The host that Python is asked about; `null` for Metro up to 2019. */
export function laterHost({ rules }: Pick<Buildbot, 'rules'>): string | null {
	return rules.isLater ? (rules.hostName ?? '') : null;
}

/** The arguments in Python's terms. */
export function mapBuildCall(
	{ rules }: Pick<Buildbot, 'rules'>,
	{ build, arch, subarch, full, fullDate }: MapBuildRequest,
): Parameters<Buildbot['mapBuild']>[0] {
	const names = rules.isLater ? [build, arch, subarch] : [build, subarch];
	return [...names, full, fullDate ?? null];
}

/** Anything but a target is refused with file, line and reason. */
function readOutcome(
	read: BuildbotSource,
	last: MapBuildRequest,
	answer: Answer,
	isElsewhere: boolean,
): MapBuildAnswer {
	const say = (reason: string, span?: Span): MapBuildAnswer => refused(read, last, reason, span);
	switch (answer.kind) {
		case 'ok':
			// An empty target is accepted, since nextbuild prints it as Metro does; buildbot refuses it.
			return { kind: 'target', target: answer.target, extras: answer.extras };
		case 'unusable':
			return say(`${answer.reason}: return a target, such as "full"`);
		case 'error':
			return say(`${raisedText(answer.error)}: correct it`, answer.error.span);
		case 'dynamic': {
			const { what, span } = answer.dynamic;
			const remedy = isElsewhere ? onlyThere : `which static evaluation does not know: ${switchOnPython}`;
			return say(`it depends on ${what}, ${remedy}`, span);
		}
		case 'stopped':
			return say(`it does not finish: ${answer.reason}`, answer.span);
		case 'failed':
			return say(answer.reason);
	}
}

/** `span` is the place to correct; without one, it is the function. */
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

/** The `.buildbot` side of a set-up: the file evaluated, and the rules it gives the repository. */
import { LineIndex } from '../base/lineIndex.ts';
import type { ReadText } from '../base/readText.ts';
import type { Span } from '../base/span.ts';
import { type Buildbot, type BuildbotCode, evaluateBuildbot } from '../buildbot/index.ts';
import type { MapBuildArguments, MapBuildOutcome, RepositoryPolicy } from '../repository/index.ts';
import { type SetupTrouble, setupTrouble } from './setupTrouble.ts';

export interface BuildbotFile {
	/** Absolute. */
	readonly file: string;
	readonly text: string;
	readonly buildbot: Buildbot;
	/** `undefined` where the file does not give usable rules. */
	readonly policy: RepositoryPolicy | undefined;
}

export interface LoadedBuildbot {
	/** `undefined` if there is no text to evaluate. */
	readonly file: BuildbotFile | undefined;
	/** What keeps it from being used, `undefined` if nothing does. */
	readonly trouble: SetupTrouble | undefined;
}

/** Reads and evaluates `.buildbot` at `file` (absolute). Nothing in it is executed. */
export async function loadBuildbot(file: string, read: ReadText): Promise<LoadedBuildbot> {
	const found = await read(file);
	switch (found.kind) {
		case 'text': {
			const buildbot = evaluateBuildbot(found.text);
			const trouble = troubleOf(file, found.text, buildbot);
			const policy = trouble === undefined ? policyOf(file, found.text, buildbot) : undefined;
			return { file: { file, text: found.text, buildbot, policy }, trouble };
		}
		case 'missing':
			return unusable(
				'no-buildbot',
				file,
				`${file} does not exist: write one that names builds, arches and subarches`,
			);
		case 'not-a-file':
			return unusable('bad-buildbot', file, `${file} is no regular file: put the list of builds there`);
		case 'not-utf8':
			return unusable('bad-buildbot', file, `${file} is not UTF-8 at byte ${found.at + 1}: save it as UTF-8`);
		case 'unreadable':
			return unusable(
				'bad-buildbot',
				file,
				`${file} cannot be read (${found.reason}): check its permissions`,
			);
	}
}

function unusable(kind: 'no-buildbot' | 'bad-buildbot', file: string, message: string): LoadedBuildbot {
	return { file: undefined, trouble: setupTrouble(kind, file, message) };
}

/** Problems that leave nothing to work with; all others are for the editor. What to do about each. */
const fatal: ReadonlyMap<BuildbotCode, string> = new Map([
	['syntax-error', 'correct this line'],
	['python-error', 'correct this line'],
	['stopped', 'make it simpler'],
	['string-not-tuple', 'put the name in a tuple: ("name",)'],
	['not-a-sequence', 'make it a tuple of names'],
	['not-a-name', 'put only strings there'],
	['not-an-integer', 'make it a number'],
]);

function troubleOf(file: string, text: string, buildbot: Buildbot): SetupTrouble | undefined {
	const problem = buildbot.problems.find(({ code, severity }) => fatal.has(code) && severity === 'error');
	if (problem !== undefined) {
		return troubleAt(file, text, problem.span, `${plain(problem.message)}: ${fatal.get(problem.code)}`);
	}
	for (const [name, dynamic] of buildbot.dynamic) {
		if (name.startsWith('index_ignore')) continue;
		const message = `${name} depends on ${dynamic.what}, which is not evaluated: write its value there`;
		return troubleAt(file, text, dynamic.span, message);
	}
	return undefined;
}

function troubleAt(file: string, text: string, span: Span, message: string): SetupTrouble {
	const place = new LineIndex(text).at(span.start);
	return setupTrouble('bad-buildbot', file, `${file} line ${place.line + 1}: ${message}`, place);
}

/** A message as the beginning of a longer sentence. */
function plain(message: string): string {
	return message.replace(/\.$/, '');
}

function policyOf(file: string, text: string, buildbot: Buildbot): RepositoryPolicy {
	const { settings } = buildbot;
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
		mapBuild: (last) => mapBuild(file, text, buildbot, last),
	};
}

/** Asks `map_build`; whatever is no target is refused with file, line and reason. */
function mapBuild(file: string, text: string, buildbot: Buildbot, last: MapBuildArguments): MapBuildOutcome {
	const answer = buildbot.mapBuild([last.build, last.subarch, last.full, last.fullDate ?? null]);
	const refused = (span: Span | undefined, reason: string): MapBuildOutcome => {
		const where = span ?? buildbot.outline.functions.findLast(({ name }) => name === 'map_build')?.nameSpan;
		const line = where === undefined ? '' : ` line ${new LineIndex(text).at(where.start).line + 1}`;
		return {
			kind: 'unusable',
			reason: `${file}${line}: map_build for ${last.build}, ${last.subarch}: ${reason}`,
		};
	};
	switch (answer.kind) {
		case 'ok':
			if (answer.target === '') return refused(undefined, 'it names no target: return one, as "full"');
			return { kind: 'target', target: answer.target, extras: answer.extras };
		case 'unusable':
			return refused(undefined, `${answer.reason}: return a target, as "full"`);
		case 'error':
			return refused(answer.error.span, `${answer.error.type}: ${answer.error.message}: correct it`);
		case 'dynamic':
			return refused(answer.dynamic.span, `it depends on ${answer.dynamic.what}, which is not evaluated`);
		case 'stopped':
			return refused(answer.span, `it does not come to an end: ${answer.reason}`);
	}
}

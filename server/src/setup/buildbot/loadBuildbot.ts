/** The `.buildbot` side of a set-up: the evaluated file, with values from Python if necessary, and its policy. */
import { neverAborted } from '../../base/abort.ts';
import { type ReadText, whyNoText } from '../../base/readText.ts';
import { inTurns } from '../../base/work.ts';
import {
	type Buildbot,
	type BuildbotCode,
	type BuildbotRules,
	evaluateBuildbotWork,
	readBuildbotWork,
	type SettingName,
} from '../../buildbot/index.ts';
import type { AskMapBuild, RepositoryPolicy } from '../../repository/index.ts';
import { lineAndColumn, type SetupTrouble, setupTrouble } from '../setupTrouble.ts';
import { type BuildbotSource, laterHost, laterPolicyOf, mapBuildAsker, policyOf } from './buildbotPolicy.ts';
import { hostShareOf } from './hostShare.ts';
import { askPython, onlyThere, type Python, raisedText, switchOnPython } from './pythonValues.ts';

export interface BuildbotFile extends BuildbotSource {
	/** `undefined` if the file gives no usable policy. */
	readonly policy: RepositoryPolicy | undefined;
	readonly askMapBuild: AskMapBuild;
}

export interface LoadBuildbotOptions {
	readonly rules: BuildbotRules;
	/** Runs for what static evaluation does not know. */
	readonly python: Python | undefined;
	/** The last result for the file: the same text without problems is not evaluated again. */
	readonly before?: BuildbotFile | undefined;
	readonly signal?: AbortSignal | undefined;
}

export interface LoadedBuildbot {
	/** `undefined` if there is no text to evaluate. */
	readonly file: BuildbotFile | undefined;
	/** What keeps it from being used, `undefined` if nothing does. */
	readonly trouble: SetupTrouble | undefined;
}

/**
 * Reads and evaluates `.buildbot` at `file` (absolute). It is not executed, unless there is a `python` and a setting
 * depends on what static evaluation cannot know; then Python is asked for these settings only.
 */
export async function loadBuildbot(
	file: string,
	read: ReadText,
	{ python, rules, before, signal = neverAborted }: LoadBuildbotOptions,
): Promise<LoadedBuildbot> {
	const found = await read(file);
	if (found.kind !== 'text') {
		const kind = found.kind === 'missing' ? 'no-buildbot' : 'bad-buildbot';
		const message = `${file} ${whyNoText(found)}: ${remedies[found.kind]}`;
		return { file: undefined, trouble: setupTrouble(kind, file, message) };
	}
	const { text } = found;
	const isSame = before?.text === text && isDeepSame(before.buildbot.rules, rules);
	if (isSame && before.policy !== undefined && python === undefined)
		return { file: before, trouble: undefined };
	const { buildbot, trouble } = await evaluate(file, text, rules, python, signal);
	const source = { file, text, buildbot };
	const policy = trouble === undefined ? await policyIn(source, python) : undefined;
	const askMapBuild = mapBuildAsker(source, python);
	return { file: { file, text, buildbot, policy, askMapBuild }, trouble };
}

/** The remedy for a file that cannot be read as text. */
const remedies = {
	missing: 'write one that names builds, arches and subarches',
	'not-a-file': 'put the list of builds there',
	'not-utf8': 'save it as UTF-8',
	'too-large': 'put the list of builds there',
	unreadable: 'check its permissions',
} as const;

async function policyIn(source: BuildbotSource, python: Python | undefined): Promise<RepositoryPolicy> {
	const { buildbot } = source;
	if (!buildbot.rules.isLater) return policyOf(buildbot);
	return laterPolicyOf(buildbot, await hostShareOf(source, python));
}

function isDeepSame(a: BuildbotRules, b: BuildbotRules): boolean {
	return a.isLater === b.isLater && a.hostName === b.hostName && a.callsAllFull === b.callsAllFull;
}

/** Evaluates the text, and again with Python's values, if it was asked. */
async function evaluate(
	file: string,
	text: string,
	rules: BuildbotRules,
	python: Python | undefined,
	signal: AbortSignal,
): Promise<{ readonly buildbot: Buildbot; readonly trouble: SetupTrouble | undefined }> {
	const read = await inTurns(readBuildbotWork(text), signal);
	const buildbot = await inTurns(evaluateBuildbotWork(read, { rules }), signal);
	const trouble = faultIn(file, text, buildbot);
	const [unknown] = buildbot.dynamic.values();
	if (trouble !== undefined || unknown === undefined) return { buildbot, trouble };
	if (python === undefined) return { buildbot, trouble: unknownIn(file, text, buildbot) };
	const names = [...buildbot.dynamic.keys()];
	const answer = await askPython(python, { file, names, later: laterHost(buildbot) });
	switch (answer.kind) {
		case 'values': {
			const whole = await inTurns(evaluateBuildbotWork(read, { known: answer.settings, rules }), signal);
			return { buildbot: whole, trouble: faultIn(file, text, whole) ?? unknownIn(file, text, whole) };
		}
		case 'raised': {
			const place =
				answer.line === undefined
					? lineAndColumn(text, unknown.span.start)
					: { line: answer.line - 1, column: 0 };
			return { buildbot, trouble: troubleAt(file, place, `${raisedText(answer)}: correct this line`) };
		}
		case 'failed': {
			const message = `Python cannot evaluate ${unknown.what}: ${answer.reason}`;
			return { buildbot, trouble: troubleAt(file, lineAndColumn(text, unknown.span.start), message) };
		}
	}
}

/** Problems that make the file unusable, with the remedy for each that its message lacks. All others are only for the editor. */
const fatal: ReadonlyMap<BuildbotCode, string> = new Map([
	['syntax-error', 'correct this line'],
	['python-error', 'correct this line'],
	['stopped', 'simplify it'],
	// Its message says how.
	['string-not-tuple', ''],
	['not-a-sequence', 'make it a tuple of names'],
	['not-a-name', 'put only strings there'],
	['not-an-integer', 'make it a number'],
]);

export function faultIn(file: string, text: string, buildbot: Buildbot): SetupTrouble | undefined {
	const problem = buildbot.problems.find(({ code, severity }) => fatal.has(code) && severity === 'error');
	if (problem === undefined) return undefined;
	const remedy = fatal.get(problem.code) ?? '';
	const message = remedy === '' ? problem.message : `${plain(problem.message)}: ${remedy}`;
	return troubleAt(file, lineAndColumn(text, problem.span.start), message);
}

/**
 * Settings that static evaluation cannot know. Lists that are not read, or only for index.xml, are not worth stopping for.
 * @param elsewhere the other host that the file was evaluated for
 */
export function unknownIn(
	file: string,
	text: string,
	buildbot: Buildbot,
	elsewhere?: string,
): SetupTrouble | undefined {
	const { isLater } = buildbot.rules;
	for (const [name, { what, span }] of buildbot.dynamic) {
		if (name.startsWith('index_ignore') || (isLater && isUnreadLater(name, buildbot))) continue;
		const message =
			elsewhere === undefined
				? `${name} depends on ${what}, which static evaluation does not know: write its value there, or ${switchOnPython}`
				: `${name} for ${elsewhere} depends on ${what}, ${onlyThere}`;
		return troubleAt(file, lineAndColumn(text, span.start), message);
	}
	return undefined;
}

function troubleAt(file: string, place: SetupTrouble['place'], message: string): SetupTrouble {
	return setupTrouble('bad-buildbot', file, `${file} line ${place.line + 1}: ${message}`, place);
}

/** A message as the beginning of a longer sentence. */
function plain(message: string): string {
	return message.replace(/\.$/, '');
}

/** Settings that nothing reads since December 2020, or only `get_subarches`, which has its own answer for what is unknown. */
function isUnreadLater(name: SettingName, { assigned }: Buildbot): boolean {
	if (name === 'subarches') return assigned.has('all_subarches');
	return name === 'all_builds' || name === 'all_arches';
}

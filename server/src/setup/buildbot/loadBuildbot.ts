/** The `.buildbot` side of a set-up: the evaluated file, with values from Python if necessary, and its policy. */
import { neverAborted } from '../../base/abort.ts';
import { type ReadText, whyNoText } from '../../base/readText.ts';
import { inTurns } from '../../base/work.ts';
import {
	type Buildbot,
	type BuildbotCode,
	evaluateBuildbotWork,
	readBuildbotWork,
} from '../../buildbot/index.ts';
import type { RepositoryPolicy } from '../../repository/index.ts';
import { lineAndColumn, type SetupTrouble, setupTrouble } from '../setupTrouble.ts';
import { type AskMapBuild, type BuildbotSource, mapBuildAsker, policyOf } from './buildbotPolicy.ts';
import { askPython, type Python, raisedText, switchOnPython } from './pythonValues.ts';

export interface BuildbotFile extends BuildbotSource {
	/** `undefined` if the file gives no usable policy. */
	readonly policy: RepositoryPolicy | undefined;
	readonly askMapBuild: AskMapBuild;
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
 * @param before the last result for the file: the same text without problems is not evaluated again
 */
export async function loadBuildbot(
	file: string,
	read: ReadText,
	python: Python | undefined,
	signal: AbortSignal = neverAborted,
	before?: BuildbotFile,
): Promise<LoadedBuildbot> {
	const found = await read(file);
	if (found.kind !== 'text') {
		const kind = found.kind === 'missing' ? 'no-buildbot' : 'bad-buildbot';
		const message = `${file} ${whyNoText(found)}: ${remedies[found.kind]}`;
		return { file: undefined, trouble: setupTrouble(kind, file, message) };
	}
	const { text } = found;
	if (before?.text === text && before.policy !== undefined && python === undefined)
		return { file: before, trouble: undefined };
	const { buildbot, trouble } = await evaluate(file, text, python, signal);
	const policy = trouble === undefined ? policyOf(buildbot) : undefined;
	const askMapBuild = mapBuildAsker({ file, text, buildbot }, python);
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

/** Evaluates the text, and again with Python's values, if it was asked. */
async function evaluate(
	file: string,
	text: string,
	python: Python | undefined,
	signal: AbortSignal,
): Promise<{ readonly buildbot: Buildbot; readonly trouble: SetupTrouble | undefined }> {
	const read = await inTurns(readBuildbotWork(text), signal);
	const buildbot = await inTurns(evaluateBuildbotWork(read), signal);
	const trouble = faultIn(file, text, buildbot);
	const [unknown] = buildbot.dynamic.values();
	if (trouble !== undefined || unknown === undefined) return { buildbot, trouble };
	if (python === undefined) return { buildbot, trouble: unknownIn(file, text, buildbot) };
	const answer = await askPython(python, { file, names: [...buildbot.dynamic.keys()] });
	switch (answer.kind) {
		case 'values': {
			const whole = await inTurns(evaluateBuildbotWork(read, answer.settings), signal);
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

/** Problems that make the file unusable, with the remedy for each. All others are only for the editor. */
const fatal: ReadonlyMap<BuildbotCode, string> = new Map([
	['syntax-error', 'correct this line'],
	['python-error', 'correct this line'],
	['stopped', 'simplify it'],
	['string-not-tuple', 'put the name in a tuple: ("name",)'],
	['not-a-sequence', 'make it a tuple of names'],
	['not-a-name', 'put only strings there'],
	['not-an-integer', 'make it a number'],
]);

function faultIn(file: string, text: string, buildbot: Buildbot): SetupTrouble | undefined {
	const problem = buildbot.problems.find(({ code, severity }) => fatal.has(code) && severity === 'error');
	if (problem === undefined) return undefined;
	const message = `${plain(problem.message)}: ${fatal.get(problem.code)}`;
	return troubleAt(file, lineAndColumn(text, problem.span.start), message);
}

/** Settings that static evaluation cannot know. The lists of index.xml are not worth stopping for. */
function unknownIn(file: string, text: string, buildbot: Buildbot): SetupTrouble | undefined {
	for (const [name, { what, span }] of buildbot.dynamic) {
		if (name.startsWith('index_ignore')) continue;
		const message = `${name} depends on ${what}, which static evaluation does not know: write its value there, or ${switchOnPython}`;
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

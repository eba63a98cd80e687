/** `settings`: the settings of `.buildbot`, evaluated without running it. */
import type { Json } from '../../base/json.ts';
import { LineIndex } from '../../base/lineIndex.ts';
import {
	type Buildbot,
	type BuildbotJson,
	buildbotJson,
	errorText,
	type MapBuildArguments,
	type MapBuildOutcome,
} from '../../buildbot/index.ts';
import { type BuildbotSource, callMapBuild } from '../../setup/buildbot/buildbotPolicy.ts';
import { type LoadedBuildbot, loadBuildbot } from '../../setup/buildbot/loadBuildbot.ts';
import { type Python, pythonOf } from '../../setup/buildbot/pythonValues.ts';
import { configReader } from '../../setup/configuration/configReader.ts';
import { buildbotRulesOf } from '../../setup/generation.ts';
import type { Command } from '../command.ts';
import { CommandError } from '../commandError.ts';
import { writeJson } from '../output/json.ts';
import { printError } from '../output/stderr.ts';
import { say } from '../output/stdout.ts';
import type { Session } from '../session.ts';

export const settings: Command = {
	name: 'settings',
	family: 'extended',
	usage: '',
	summary: 'show the settings of .buildbot, without running it',
	details: [
		`Prints each setting's effective value: for an empty all_ list, the plain list. A value that depends on the host, the clock or files is shown as "?", unless --python names a Python to run.`,
		'With --json, also prints assigned values, types, errors, and the answers of map_build.',
	],
	exitStatus: '0 if .buildbot can be evaluated to its end; 1 if not',
	options: [
		{
			name: 'map-build',
			value: 'JSON',
			summary:
				'ask map_build: ["BUILD","SUBARCH",FULL,"DATE"], null for no date; in 2024 ["BUILD","ARCH","SUBARCH",FULL,"DATE"]; may be given more than once',
		},
	],
	async run(session, { options, words }) {
		const { host, python: program } = session;
		const [word] = words;
		if (word !== undefined) throw new CommandError(`settings takes no argument: leave out "${word}"`);
		const calls = options.values('map-build').map(callOf);
		const python = pythonOf(program, host.runIsolated, host.clock);
		const { file, trouble } = await loaded(session, python);
		const { buildbotFile } = await session.readSetup();
		if (file === undefined) {
			throw new CommandError(trouble?.message ?? `${buildbotFile} cannot be read: check its permissions`);
		}
		// Python cannot answer for such a file either.
		if (python !== undefined && trouble !== undefined && file.buildbot.dynamic.size > 0)
			throw new CommandError(trouble.message);
		const { text } = file;
		const buildbot = python === undefined ? file.buildbot : await withAnswers(file, calls, python);
		const record = buildbotJson(text, buildbot, calls);
		if (options.has('json')) writeJson(host, record);
		else for (const line of listing(record)) say(host, line);
		const { error, stopped } = buildbot;
		if (error === undefined && stopped === undefined) return 0;
		if (options.has('json')) return 1;
		const span = error === undefined ? stopped?.span : error.span;
		const line = span === undefined ? '' : ` line ${new LineIndex(text).at(span.start).line + 1}`;
		const what = error === undefined ? `evaluation stopped early: ${stopped?.reason}` : errorText(error);
		printError(host, `${buildbotFile}${line}: ${what}`);
		return 1;
	},
};

/** The `.buildbot` that counts, by the rules of its generation. */
async function loaded(session: Session, python: Python | undefined): Promise<LoadedBuildbot> {
	const { buildbot, buildbotFile, generation } = await session.readSetup();
	if (buildbot !== undefined && python === undefined) return { file: buildbot, trouble: undefined };
	const { hostName, files } = session.host;
	const rules = buildbotRulesOf(generation, hostName);
	return loadBuildbot(buildbotFile, configReader(files), { rules, python });
}

/** The file, with Python's answers to those calls that static evaluation cannot answer. */
async function withAnswers(
	file: BuildbotSource,
	calls: readonly MapBuildArguments[],
	python: Python,
): Promise<Buildbot> {
	const { buildbot } = file;
	const answers = new Map<MapBuildArguments, MapBuildOutcome>();
	for (const call of calls) {
		const answer = await callMapBuild(file, call, python);
		if (answer.kind === 'failed') throw new CommandError(`${file.file}: ${answer.reason}`);
		answers.set(call, answer);
	}
	return { ...buildbot, mapBuild: (call) => answers.get(call) ?? buildbot.mapBuild(call) };
}

/** The arguments of one call, as given in JSON. */
function callOf(text: string): MapBuildArguments {
	const remedy = 'write it as ["funtoo-current","corei7",true,"2015-02-08"]';
	try {
		const value: unknown = JSON.parse(text);
		if (Array.isArray(value) && value.every(isArgument)) return value;
	} catch (error) {
		if (!(error instanceof SyntaxError)) throw error;
	}
	throw new CommandError(`--map-build ${text} is not a list of arguments: ${remedy}`);
}

function isArgument(value: unknown): value is MapBuildArguments[number] {
	return (
		value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
	);
}

/** One line for each setting and each answer. */
function listing(record: BuildbotJson): string[] {
	const dynamic = new Set<string>(record.dynamic_vars);
	const shown = Object.entries(record.effective ?? record.vars).map(([name, value]) => {
		const unknown =
			dynamic.has(name) ||
			(value === null && record.effective !== undefined && record.types[name] === undefined);
		return `${name}: ${unknown ? '?' : inWords(value)}`;
	});
	const answers = record.map_build.map((answer) => {
		const result =
			answer.target !== undefined
				? [answer.target, answer.extras].filter((part) => part !== '').join('+')
				: ((answer.error ?? answer.use_error)?.message ?? answer.reason ?? '?');
		return `map_build(${answer.args.map((argument) => JSON.stringify(argument)).join(', ')}): ${result}`;
	});
	const shares = Object.entries(record.subarches_by_build ?? {}).map(
		([build, share]) => `get_subarches for ${JSON.stringify(build)}: ${shareInWords(share)}`,
	);
	return [...shown, ...shares, ...answers];
}

function shareInWords(share: NonNullable<BuildbotJson['subarches_by_build']>[string]): string {
	if ('error' in share) return share.error.message;
	return 'length' in share ? inWords(share) : '?';
}

function inWords(value: Json): string {
	if (value === null) return 'None';
	if (!Array.isArray(value)) return shortened(partInWords(value));
	const shown = value.slice(0, mostItems).map((item) => shortened(partInWords(item)));
	const left = value.length - shown.length;
	return left > 0 ? `${shown.join(', ')} and ${left} more` : shown.join(', ');
}

/** As JSON, large numbers by their digits. */
function partInWords(value: Json): string {
	const digits = typeof value === 'object' && value !== null && '$int' in value ? value.$int : undefined;
	return digits === undefined ? JSON.stringify(value) : String(digits);
}

/** A line shows at most this many items of a setting, and this many characters of each. --json has more. */
const mostItems = 1000;
const mostCharacters = 300;

function shortened(text: string): string {
	const left = text.length - mostCharacters;
	return left > 0 ? `${text.slice(0, mostCharacters)}… and ${left} characters more` : text;
}

/** `check`: what is wrong with Metro's configuration and `.buildbot`, by file and line. */

import { formatDay, toCivil } from '../../base/civilTime.ts';
import { pushAll } from '../../base/collections.ts';
import { undefinedIfUnreadable } from '../../base/fileSystem.ts';
import { LineIndex } from '../../base/lineIndex.ts';
import { lazy } from '../../base/memoize.ts';
import { withCount } from '../../base/phrases.ts';
import { baseNameOf, resolvePath } from '../../base/posixPath.ts';
import type { Problem, Severity } from '../../base/problem.ts';
import { whyNoText } from '../../base/readText.ts';
import { evaluateBuildbot, mayBeMetros } from '../../buildbot/index.ts';
import { foreignProblem } from '../../check/buildbotProblemKinds.ts';
import { checkBuildbot } from '../../check/checkBuildbot.ts';
import { checkFile } from '../../check/checkFile.ts';
import { checkSetup, type Plan, representativeRuns } from '../../check/checkSetup.ts';
import { parse } from '../../flexdata/index.ts';
import type { AskMapBuild } from '../../repository/index.ts';
import { type Repository, scanRepository } from '../../repository/index.ts';
import { type BuildbotContext, contextOfSetup } from '../../setup/buildbot/buildbotContext.ts';
import { configReader } from '../../setup/configuration/configReader.ts';
import { type BuildOf, setupChoices } from '../../setup/configuration/contextChoices.ts';
import { contextTitle, type RunContext } from '../../setup/configuration/runContext.ts';
import { mirrorTrouble } from '../../setup/findMirror.ts';
import { noInstallation, readInstallation } from '../../setup/installation/installation.ts';
import type { Setup } from '../../setup/loadSetup.ts';
import type { Command } from '../command.ts';
import { CommandError } from '../commandError.ts';
import type { Host } from '../host.ts';
import { writeJson } from '../output/json.ts';
import { say } from '../output/stdout.ts';
import { scanPorts } from '../ports.ts';
import type { Session } from '../session.ts';
import { requireSetupFiles } from '../setupFiles.ts';

/** A problem as it is printed; lines and columns count from 1. */
interface Report {
	readonly path: string;
	readonly line: number;
	readonly column: number;
	readonly endLine: number;
	readonly endColumn: number;
	readonly severity: Severity;
	readonly code: string;
	readonly message: string;
	/** The run of Metro in which it shows; absent: in every run. */
	readonly context?: string;
	readonly related?: readonly { readonly path: string; readonly message: string }[];
}

export const check: Command = {
	name: 'check',
	family: 'extended',
	usage: '[FILE...]',
	summary: 'find what is wrong with Metro configuration and .buildbot',
	details: [
		'Checks .metro, .buildbot and the whole installation, or the files named. Files of the set-up are checked for its builds, arches, subarches and targets; other files are checked alone.',
		'Prints errors and warnings; with --all, also information. docs/diagnostics.md explains each.',
		'On a terminal, says how many files were checked if there is nothing to print.',
	],
	exitStatus: '0 without errors and warnings, 1 otherwise',
	options: [
		{ name: 'all', summary: 'also print information' },
		{ name: 'set-up-only', summary: 'refuse files that do not belong to the set-up' },
	],
	async run(session, { options, words }) {
		const { host } = session;
		const paths = words.map((word) => resolvePath(host.cwd, word));
		if (options.has('set-up-only')) await requireSetupFiles(session, paths);
		const found = paths.length === 0 ? await checkAll(session) : await checkFiles(session, paths);
		const shown = options.has('all') ? found : found.filter(isTrouble);
		if (options.has('json')) writeJson(host, shown);
		else for (const report of shown) say(host, lineOf(report));
		if (shown.length === 0 && !options.has('json') && host.out.isTerminal) {
			const files = await countFiles(session, paths);
			const what = options.has('all') ? 'nothing to report' : 'no errors and no warnings';
			say(host, `Checked ${withCount(files, 'file')}: ${what}.`);
		}
		return found.some(isTrouble) ? 1 : 0;
	},
};

function isTrouble({ severity }: Report): boolean {
	return severity === 'error' || severity === 'warning';
}

function lineOf({ path, line, column, severity, code, message, context }: Report): string {
	const where = context === undefined ? '' : ` (${context})`;
	return `${path}:${line}:${column}: ${severity}: ${message} [${code}]${where}`;
}

async function checkAll(session: Session): Promise<Report[]> {
	const { host, metroFile } = session;
	const found = await configReader(host.files)(metroFile);
	if (found.kind !== 'text') {
		const remedy = 'name another with --config, or the files to be checked';
		throw new CommandError(`${metroFile} ${whyNoText(found)}: ${remedy}`);
	}
	const { buildbotFile } = await session.readSetup();
	const buildbot = await configReader(host.files)(buildbotFile);
	if (buildbot.kind !== 'text' && buildbot.kind !== 'missing') {
		throw new CommandError(`${buildbotFile} ${whyNoText(buildbot)}: name another with --buildbot`);
	}
	return [
		...(await checkSetupFiles(session, undefined)),
		...(buildbot.kind === 'text'
			? reportsOn(buildbotFile, buildbot.text, await buildbotContextOf(session))
			: []),
	];
}

/** How many files a check has looked at: those that are named, by whatever names, or all of the set-up. */
async function countFiles(
	{ host, configuration, readSetup }: Session,
	paths: readonly string[],
): Promise<number> {
	if (paths.length > 0) {
		const real = paths.map((path) => undefinedIfUnreadable(() => host.files.realPath(path)));
		return new Set((await Promise.all(real)).map((path, index) => path ?? paths[index])).size;
	}
	const { library } = await configuration.contents(host.signal);
	const { buildbotFile } = await readSetup();
	const buildbot = await configReader(host.files)(buildbotFile);
	return library.files.size + (buildbot.kind === 'text' ? 1 : 0);
}

/** Files of the set-up are checked in it, others alone. */
async function checkFiles(session: Session, paths: readonly string[]): Promise<Report[]> {
	const { host } = session;
	const { library } = await session.configuration.contents(host.signal);
	const reports: Report[] = [];
	const buildbotContext = lazy(() => buildbotContextOf(session));
	const inSetup = new Set(paths.map(library.canonical).filter((path) => library.files.has(path)));
	for (const path of paths) {
		if (inSetup.has(library.canonical(path))) continue;
		const found = await configReader(host.files)(path);
		if (found.kind !== 'text') throw new CommandError(`${path} ${whyNoText(found)}: name another file`);
		const { text } = found;
		if (baseNameOf(path) === '.buildbot' || path === (await session.readSetup()).buildbotFile)
			pushAll(reports, reportsOn(path, text, await buildbotContext()));
		else {
			const lines = new LineIndex(text);
			const findings = checkFile(parse(text), path, '2015-11');
			pushAll(
				reports,
				findings.map((finding) => reportOf(path, lines, finding, undefined)),
			);
		}
	}
	return inSetup.size === 0 ? reports : [...(await checkSetupFiles(session, inSetup)), ...reports];
}

async function checkSetupFiles(session: Session, paths: ReadonlySet<string> | undefined): Promise<Report[]> {
	const { host, clock, configuration } = session;
	const { library } = await configuration.contents(host.signal);
	const setup = await session.readSetup();
	const choices = setupChoices(await repositoryOf(setup, host), setup.policy, library);
	const plans = await plansFor(choices.combinations, setup.askMapBuild);
	const day = formatDay(toCivil(clock.now()));
	const runs = representativeRuns(
		choices,
		day,
		({ build, arch, subarch }) => plans.get(`${build}\n${arch}\n${subarch}`) ?? [],
	);
	const lines = new Map<string, LineIndex>();
	const found = await checkSetup(configuration, runs, paths, host.signal);
	return found.map(({ path, file, finding, context }) => {
		const index = lines.get(path) ?? new LineIndex(file.text);
		lines.set(path, index);
		return reportOf(path, index, finding, context);
	});
}

/** The repository; `undefined` if the mirror cannot be read or `.buildbot` gives no policy. */
async function repositoryOf(setup: Setup, host: Host): Promise<Repository | undefined> {
	const { policy, mirror, generation } = setup;
	if (policy === undefined || mirror === undefined) return undefined;
	if ((await mirrorTrouble(setup, host.files)) !== undefined) return undefined;
	return undefinedIfUnreadable(() => scanRepository(mirror, policy, generation.dialect, scanPorts(host)));
}

/** `map_build` is asked about at most this many builds and subarches. */
const mostAsked = 300;

/** What `map_build` asks for, by build and subarch: after a full build, after any other build, and for the first one. */
async function plansFor(
	combinations: readonly BuildOf[],
	ask: AskMapBuild | undefined,
): Promise<ReadonlyMap<string, readonly Plan[]>> {
	const plans = new Map<string, readonly Plan[]>();
	if (ask === undefined) return plans;
	for (const { build, arch, subarch } of combinations) {
		const key = `${build}\n${arch}\n${subarch}`;
		if (plans.has(key)) continue;
		if (plans.size >= mostAsked) break;
		const asked = new Map<string, Plan>();
		for (const full of [false, true]) {
			const answer = await ask({ build, arch, subarch, full, fullDate: full ? '2015-02-08' : undefined });
			if (answer.kind !== 'target') continue;
			const plan = { mode: answer.target, extras: answer.extras };
			asked.set(JSON.stringify(plan), plan);
		}
		plans.set(key, [...asked.values()]);
	}
	return plans;
}

/** What the set-up knows about the names in a `.buildbot`. */
async function buildbotContextOf(session: Session): Promise<BuildbotContext> {
	const { host } = session;
	const setup = await session.readSetup();
	const install = setup.configuration?.install;
	const installation =
		install?.startsWith('/') === true
			? await readInstallation(install, host.files, configReader(host.files), host.signal)
			: noInstallation;
	const ownFile = setup.configuration === undefined ? undefined : setup.buildbotFile;
	const repository = await repositoryOf(setup, host);
	const { policy, rules, files } = setup;
	return {
		...contextOfSetup(installation, repository, policy, ownFile, rules),
		...(repository !== undefined &&
			policy !== undefined && { scanned: { home: files.home, repository, policy } }),
	};
}

/** The problems of a `.buildbot`; a file that belongs to another program has none. */
function reportsOn(path: string, text: string, context: BuildbotContext): Report[] {
	const lines = new LineIndex(text);
	const isOwn = path === context.ownFile;
	if (!isOwn && !mayBeMetros(text)) return [reportOf(path, lines, foreignProblem, undefined)];
	const buildbot = evaluateBuildbot(text, isOwn ? { rules: context.ownRules } : {});
	return checkBuildbot(buildbot, context, isOwn).map((problem) =>
		// Editors draw a hint faintly; in print it is information.
		reportOf(
			path,
			lines,
			problem.severity === 'hint' ? { ...problem, severity: 'information' } : problem,
			undefined,
		),
	);
}

function reportOf(
	path: string,
	lines: LineIndex,
	{ span, severity, code, message, related = [] }: Problem,
	context: RunContext | undefined,
): Report {
	const start = lines.at(span.start);
	const end = lines.at(span.end);
	return {
		path,
		line: start.line + 1,
		column: start.character + 1,
		endLine: end.line + 1,
		endColumn: end.character + 1,
		severity,
		code,
		message,
		...(context !== undefined && { context: contextTitle(context) }),
		...(related.length > 0 && {
			related: related.map((place) => ({ path: place.path ?? path, message: place.message })),
		}),
	};
}

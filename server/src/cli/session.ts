/** One call of `buildrepo`: its files, its clock, and what all its commands share. */
import { isCivilDay } from '../base/civilTime.ts';
import type { Clock } from '../base/clock.ts';
import { lazy } from '../base/memoize.ts';
import { expandHome, joinPath, resolvePath } from '../base/posixPath.ts';
import { type ChangeRoot, type Repository, scanRepository } from '../repository/index.ts';
import { configReader } from '../setup/configuration/configReader.ts';
import type { Configuration } from '../setup/configuration/configuration.ts';
import { mirrorTrouble } from '../setup/findMirror.ts';
import { type GenerationChoice, generationChoices } from '../setup/generation.ts';
import { loadSetup, type Setup } from '../setup/loadSetup.ts';
import { createSources } from '../setup/sources.ts';
import type { ParsedOptions } from './arguments/options.ts';
import { CommandError } from './commandError.ts';
import { didYouMean } from './help/didYouMean.ts';
import { openSessionHistory, type SessionHistory } from './history.ts';
import type { Host, Output } from './host.ts';
import { printError, printNote } from './output/stderr.ts';
import { changeRootAt, scanPorts } from './ports.ts';
import { type ReadySetup, requireSetup } from './setup.ts';

/** The files and choices of a call, from its general options and its environment. */
export interface Session {
	readonly host: Host;
	readonly clock: Clock;
	/** What this machine is called, whatever name the call gives it. */
	readonly machineName: string;
	/** `.metro`, absolute. */
	readonly metroFile: string;
	/** `.buildbot` of the home, or the one that was named; absolute. The set-up knows which one counts. */
	readonly buildbotFile: string;
	/** `.buildbot` was named. */
	readonly namesBuildbot: boolean;
	/** The mirror named on the command line instead of `path/mirror`, absolute. */
	readonly mirror: string | undefined;
	readonly generation: GenerationChoice;
	/** The Python to run for values that static evaluation of `.buildbot` cannot know. */
	readonly python: string | undefined;
	/** The configuration files of the set-up. */
	readonly configuration: Configuration;
	/** The set-up with its problems, read once. */
	readSetup(): Promise<Setup>;
	/** The set-up, read once. Rejects with `CommandError` if it cannot be used. */
	setup(): Promise<ReadySetup>;
	/**
	 * The repository with its set-up, scanned once: all commands of a call see it as it was at the start. The first call prints a note
	 * on standard error for each thing that could not be read; the commands need not repeat them. Rejects with `CommandError` if the
	 * set-up cannot be used or there is no repository.
	 */
	scan(): Promise<Scanned>;
	/** The same call started again: reads everything again, silently. */
	anew(): Session;
	readonly history: SessionHistory;
	/** Output must be exactly Metro's; otherwise notes on standard error help people. */
	readonly toTheLetter: boolean;
	/** True if a scan was incomplete because a directory could not be read. */
	missedSomething(): boolean;
}

/** A set-up with its repository, and the mirror's place as it was before the scan. */
export interface Scanned extends ReadySetup {
	readonly repository: Repository;
	/** `undefined` if there is no mirror; rejects with `FileError`. Planned changes are made only there. */
	readonly root: Promise<ChangeRoot | undefined>;
}

/** How a call treats a faulty set-up. */
export interface Expectations {
	/** The exit status for an unusable `.buildbot`. */
	readonly buildbotStatus: number;
	/**
	 * A missing or unreadable mirror is an error (`wanted`), is reported on standard error (`noted`), or counts as
	 * empty, silently (`as-metro`).
	 */
	readonly mirror: 'wanted' | 'noted' | 'as-metro';
}

/** Creates the session of a call. Throws `CommandError` for an invalid option. */
export function openSession(machine: Host, options: ParsedOptions, expectations: Expectations): Session {
	let isNamingHosts = false;
	const host = {
		...machine,
		hostName: hostNameOf(machine, options),
		clock: clockOf(machine, options),
		locksNameHosts: () => isNamingHosts,
	};
	const ownHome = host.env.HOME || host.accountHome;
	const home = expandHome(host.env.BUILDREPO_HOME || ownHome, ownHome);
	const path = (name: string): string | undefined => {
		const value = options.value(name);
		if (value === '') throw new CommandError(`--${name} is empty: give a path`);
		return value === undefined ? undefined : resolvePath(host.cwd, expandHome(value, ownHome));
	};
	const python = options.value('python');
	const files = {
		home,
		metroFile: path('config') ?? resolvePath(host.cwd, joinPath(home, '.metro')),
		buildbotFile: path('buildbot') ?? resolvePath(host.cwd, joinPath(home, '.buildbot')),
		namesBuildbot: options.value('buildbot') !== undefined,
		mirror: path('mirror'),
		generation: generationOf(host, options),
		// A bare name is searched for on PATH, as in a shell.
		python: python === undefined || /^[^/]+$/.test(python) ? python : path('python'),
	};
	const { readSaved, parse, configuration } = createSources({
		metroFile: files.metroFile,
		generation: files.generation,
		files: host.files,
		read: configReader(host.files),
		openFile: () => undefined,
		...(host.signal.turns && { turns: host.signal.turns }),
	});
	const readSetup = lazy(() =>
		loadSetup(files, {
			read: readSaved,
			parse,
			hostName: host.hostName,
			runIsolated: host.runIsolated,
			clock: host.clock,
			signal: host.signal,
		}),
	);
	const setup = lazy(async () => {
		const ready = await requireSetup(await readSetup(), expectations.buildbotStatus);
		isNamingHosts = ready.dialect.locksNameHosts;
		return ready;
	});
	let missed = false;
	const scan = lazy(async () => {
		const ready = await setup();
		await expectMirror(await readSetup(), host, expectations.mirror);
		const root = changeRootAt(host, ready.mirror);
		await Promise.allSettled([root]);
		const repository = await look(ready, host);
		missed = repository.troubles.some(({ code }) => code === 'unreadable-directory');
		return { ...ready, repository, root };
	});
	const missedSomething = (): boolean => missed;
	const anew = (): Session =>
		openSession({ ...machine, err: silent, ...(host.report && { report: () => {} }) }, options, expectations);
	const toTheLetter = expectations.mirror === 'as-metro';
	return {
		host,
		clock: host.clock,
		machineName: machine.hostName,
		...files,
		configuration: configuration(),
		readSetup,
		setup,
		scan,
		anew,
		history: openSessionHistory(host, ownHome),
		toTheLetter,
		missedSomething,
	};
}

const silent: Output = { write: () => {}, flush: () => Promise.resolve(), isTerminal: false };

async function expectMirror(setup: Setup, host: Host, expectation: Expectations['mirror']): Promise<void> {
	if (expectation === 'as-metro') return;
	const trouble = await mirrorTrouble(setup, host.files);
	if (trouble === undefined) return;
	if (expectation === 'wanted') throw new CommandError(trouble.message);
	printError(host, trouble.message);
}

/** Scans the repository and reports problems on standard error. */
async function look(setup: ReadySetup, host: Host): Promise<Repository> {
	const repository = await scanRepository(setup.mirror, setup.policy, setup.dialect, scanPorts(host));
	for (const { message } of repository.troubles) printNote(host, message);
	if (setup.dialect.namesMissingArches) {
		for (const path of repository.missingArches) printNote(host, `Path not found: ${path}`);
	}
	return repository;
}

function generationOf(host: Host, options: ParsedOptions): GenerationChoice {
	const value = options.value('dialect') ?? host.env.BUILDREPO_DIALECT ?? 'auto';
	const choice = generationChoices.find((c) => c === value);
	if (choice !== undefined) return choice;
	const remedy = didYouMean(value, generationChoices, 'use 2015, 2019, 2024 or auto');
	throw new CommandError(`unknown dialect "${value}": ${remedy}`);
}

/** This machine's name from `--hostname` or `BUILDREPO_HOSTNAME`; an empty name is ignored. */
function hostNameOf(host: Host, options: ParsedOptions): string {
	return options.value('hostname') || host.env.BUILDREPO_HOSTNAME || host.hostName;
}

/** Days are written with four digits of the year. */
const firstMoment = Date.parse('0001-01-01T00:00:00Z');
const lastMoment = Date.parse('9999-12-31T23:59:59Z');

/** The time from `--now` or `BUILDREPO_NOW`, in ISO 8601; without a zone it is local time. */
function clockOf(host: Host, options: ParsedOptions): Clock {
	const text = options.value('now') ?? host.env.BUILDREPO_NOW;
	if (text === undefined || text === '') return host.clock;
	// Date.parse takes a date alone as midnight UTC rather than local midnight.
	const moment = Date.parse(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00` : text);
	const day = /^\d{4}-\d\d-\d\d/.exec(text)?.[0];
	if (!(moment >= firstMoment && moment <= lastMoment) || (day !== undefined && !isCivilDay(day)))
		throw new CommandError(`"${text}" is not a time: write it as 2015-02-20T12:00:00Z`);
	return { now: () => moment };
}

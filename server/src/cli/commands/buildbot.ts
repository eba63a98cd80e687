/** `buildbot`: runs the next build with Metro, as the script buildbot.sh does. */
import { toCivil } from '../../base/civilTime.ts';
import { baseNameOf, directoryOf } from '../../base/posixPath.ts';
import { textReader } from '../../base/readText.ts';
import { shellQuote } from '../../base/shellQuote.ts';
import {
	countOf,
	holderPhrase,
	howToBuildHere,
	type Idle,
	idlePhrase,
	idleRotation,
	lockPath,
	readLock,
	type Subarch,
} from '../../repository/index.ts';
import { argumentsOf } from '../../setup/configuration/runContext.ts';
import { findGeneration } from '../../setup/generation.ts';
import { namedSubarch } from '../arguments/namedSubarch.ts';
import type { ParsedOptions } from '../arguments/options.ts';
import { tellWhatIsLeft } from '../changes/afterInterrupt.ts';
import { askToStop, buildUntilIdle } from '../changes/buildLoop.ts';
import {
	BuildInProgressError,
	buildUmask,
	type ClaimedBuild,
	claimBuild,
	claimNextBuild,
} from '../changes/claimedBuild.ts';
import { removeDeadClaims } from '../changes/deadClaims.ts';
import { recordBuild } from '../changes/recordBuild.ts';
import { openMaster } from '../changes/upload/master.ts';
import { uploadAfterBuild } from '../changes/upload/uploadAfterBuild.ts';
import type { Command } from '../command.ts';
import { CommandError } from '../commandError.ts';
import { readMissing } from '../missing.ts';
import { type AskedBuild, describeBuild, findNextBuild, type NextBuildAnswer } from '../nextBuild.ts';
import { writeJson } from '../output/json.ts';
import { say } from '../output/stdout.ts';
import { scanPorts } from '../ports.ts';
import type { Session } from '../session.ts';
import type { ReadySetup } from '../setup.ts';
import { requireShare } from '../share.ts';

export const buildbot: Command = {
	name: 'buildbot',
	family: 'extended',
	usage:
		'[--pretend] [--upload] [--only PATH [--target TARGET] [--extras EXTRAS] | --until-idle | --stop-after-this]',
	summary: 'run the next build with Metro, as buildbot.sh does',
	details: [
		'Runs metro from path/install with the arguments that "buildrepo nextbuild" gives. If nothing is due, it says so.',
		'An interrupt ends Metro and all that it has started: Metro may tidy up for a minute, other processes that ignore signals are ended by force after some seconds, and a second interrupt ends everything at once. Then it says what the build has left, and removes its lock if its process has ended.',
		'Several runs at once build different subarches: each run claims its subarch before Metro starts (.control/.buildrepo_progress).',
		'With --json, prints the command as --pretend does and runs nothing.',
		'With --until-idle, runs builds one after the other until none is due, each subarch once; a failed build does not end the run. --stop-after-this asks such runs of this user to end after their build in progress.',
		'With --upload, hashes the archives of a build that has succeeded, and sends all builds that the master does not have, as "buildrepo upload" does; also if nothing was due, so that what failed before is tried again.',
	],
	exitStatus:
		'0 if the build succeeded or nothing was due, and the output says which; 1 if the build failed, or another run is building the subarch of --only; 2 if the set-up does not say what to build, Metro is missing, or the subarch cannot be claimed. With --upload 1 also if an upload failed; with --until-idle 1 if a build failed; with --stop-after-this 1 if there is no such run',
	options: [
		{ name: 'pretend', summary: 'print the command without running it' },
		{
			name: 'only',
			value: 'PATH',
			summary: 'build this subarch, due or not: its directory or BUILD/ARCH/SUBARCH',
		},
		{
			name: 'target',
			value: 'TARGET',
			summary: 'with --only: build this instead of what map_build asks for',
		},
		{
			name: 'extras',
			value: 'EXTRAS',
			summary: 'with --only: these extras, separated by spaces, instead of those of map_build',
		},
		{ name: 'until-idle', summary: 'run builds one after the other until none is due' },
		{ name: 'upload', summary: 'after each build, send new builds to the master' },
		{ name: 'stop-after-this', summary: 'ask such runs to end after their build in progress' },
	],
	async run(session, { options, words }) {
		const { host } = session;
		if (words[0] !== undefined)
			throw new CommandError(`buildbot takes no "${words[0]}": see "buildrepo help buildbot"`);
		const only = options.value('only');
		const asked = askedBuild(options);
		const runs = !options.has('json') && !options.has('pretend');
		if (options.has('stop-after-this')) return stopAfterThis(session, options.has('json'));
		if (options.has('until-idle') && runs && only === undefined)
			return buildUntilIdle(session, carryOut, await uploader(session, options));
		if (options.has('until-idle'))
			throw new CommandError('--until-idle goes with none of --only, --pretend and --json');
		if (runs) {
			const upload = await uploader(session, options);
			await removeDeadClaims(session);
			const claimed = await (only === undefined
				? claimNextBuild(session)
				: claimBuild(session, await chosen(session, only), asked));
			try {
				await carryOut(session, claimed);
			} finally {
				await claimed?.release();
			}
			return (await upload(session, claimed)) ? 0 : 1;
		}
		if (options.has('upload')) throw new CommandError('--upload goes with neither --pretend nor --json');
		const next = await (only === undefined
			? findNextBuild(session, 'keep')
			: chosenBuild(session, only, asked));
		if (next === undefined) {
			if (options.has('json')) writeJson(host, null);
			else say(host, await nothingToDo(session));
			return 0;
		}
		const setup = await session.setup();
		const call = await metroCall(session, setup, next);
		if (options.has('json')) {
			writeJson(host, { ...next, program: call.program, arguments: call.arguments });
			return 0;
		}
		say(host, announcement(setup, next));
		host.out.write(`${[call.program, ...call.arguments].map(shellQuote).join(' ')}\n`);
		return 0;
	},
};

/** Runs Metro for a build that this run has claimed; `undefined`: there is nothing to do. Throws `CommandError` if it fails. */
async function carryOut(session: Session, claimed: ClaimedBuild | undefined): Promise<number> {
	const { host } = session;
	if (claimed === undefined) {
		say(host, await nothingToDo(session));
		return 0;
	}
	const { next, subarch } = claimed;
	const setup = await session.setup();
	const call = await metroCall(session, setup, next);
	await requireMetro(session, setup, call.program);
	say(host, announcement(setup, next));
	await host.out.flush();
	const build = await recordBuild(session, claimed);
	try {
		await claimed.handOver();
	} catch (error) {
		await build.ended({ kind: 'failed', reason: 'the lock could not be left to it' });
		throw error;
	}
	const outcome = await host.processes.run(call);
	await build.ended(outcome);
	if (host.signal.aborted) await tellWhatIsLeft(session, subarch, next.nextdate, outcome);
	host.signal.throwIfAborted();
	switch (outcome.kind) {
		case 'exited': {
			if (outcome.status === 0) return 0;
			// A program without claims came first: Metro refused to start.
			const lock = await readLock(lockPath(subarch), scanPorts(host));
			if (lock.kind === 'live')
				throw new BuildInProgressError(
					`${subarch.path}: a build is in progress there (${holderPhrase(lock.holder)})`,
				);
			throw new CommandError(`the build failed: metro ended with status ${outcome.status}`, 1);
		}
		case 'killed':
			throw new CommandError(`the build failed: metro was killed by ${outcome.signal}`, 1);
		case 'failed':
			throw new CommandError(`${call.program}: ${outcome.reason}`);
	}
}

/** What is done after a build: with `--upload`, an upload. Throws `CommandError` if there is no master. */
async function uploader(
	session: Session,
	options: ParsedOptions,
): Promise<(session: Session, claimed: ClaimedBuild | undefined) => Promise<boolean>> {
	if (!options.has('upload')) return async () => true;
	const master = await openMaster(session);
	return (now, claimed) => uploadAfterBuild({ ...now, host: session.host }, master, claimed);
}

/** What `--target` and `--extras` ask for. Throws `CommandError` if they are of no use. */
function askedBuild(options: ParsedOptions): AskedBuild {
	const target = options.value('target');
	const extras = options.value('extras');
	if (target === undefined && extras === undefined) return {};
	if (options.value('only') === undefined)
		throw new CommandError('--target and --extras need --only: name the subarch to build');
	if (target !== undefined && !/^[\w.+-]+$/.test(target))
		throw new CommandError(`"${target}" is not a target: name one, such as full`);
	return {
		...(target !== undefined && { target }),
		...(extras !== undefined && { extras: extras.split(' ').filter((word) => word !== '') }),
	};
}

async function stopAfterThis(session: Session, json: boolean): Promise<number> {
	const asked = await askToStop(session);
	if (asked === 0)
		throw new CommandError('no run of "buildrepo buildbot --until-idle" is in progress here', 1);
	if (json) {
		writeJson(session.host, null);
		return 0;
	}
	const who = asked === 1 ? 'One run of builds ends' : `${asked} runs of builds end`;
	say(session.host, `${who} after the build in progress.`);
	return 0;
}

/** Why nothing is to be built now: in buildbot.sh's words where they say everything. */
async function nothingToDo(session: Session): Promise<string> {
	// Another run may have started or finished what was due when this call began.
	const idle = (await idleIn(session)) ?? (await idleIn(session.anew()));
	if (idle === undefined) return 'Nothing to build now.';
	const isCurrent =
		idle.fresh > 0 && idle.inProgress + idle.outOfRotation + idle.unreadable + idle.missing === 0;
	return isCurrent ? 'Builds are current.' : idlePhrase(idle);
}

async function idleIn(session: Session): Promise<Idle | undefined> {
	const { repository, policy } = await session.scan();
	return idleRotation(repository, policy, await readMissing(session), toCivil(session.clock.now()));
}

/** What a build of the subarch that the user chose would be. */
async function chosenBuild(session: Session, word: string, asked: AskedBuild): Promise<NextBuildAnswer> {
	const subarch = await chosen(session, word);
	return describeBuild(session, subarch, countOf(subarch) ?? 0, 'keep', asked);
}

/** The subarch that the user chose. Throws `CommandError` if it is not to be built. */
async function chosen(session: Session, word: string): Promise<Subarch> {
	const { repository, policy, buildbotFile } = await session.scan();
	const subarch = namedSubarch(session.host, repository, word);
	requireShare(policy);
	if (!subarch.local)
		throw new CommandError(
			`${subarch.path} is not built here: ${howToBuildHere(subarch, policy)} in ${buildbotFile}`,
		);
	if (subarch.lock.kind === 'live')
		throw new BuildInProgressError(`${subarch.path}: a build is in progress there`);
	return subarch;
}

function announcement(setup: ReadySetup, next: NextBuildAnswer): string {
	const extras = next.extras.join(setup.dialect.extrasSeparator);
	const what = `Building ${next.build} for ${next.subarch} (${next.target}) with date ${next.nextdate}`;
	return extras === '' ? what : `${what} (extras: ${extras})`;
}

interface MetroCall {
	readonly program: string;
	readonly arguments: readonly string[];
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly cwd: string;
	readonly umask: number;
}

/** Throws `CommandError` if there is no Metro to call, or if it would not find its configuration. */
async function requireMetro(session: Session, { metroFile }: ReadySetup, program: string): Promise<void> {
	if ((await session.host.files.status(program))?.kind !== 'file') {
		throw new CommandError(
			`there is no ${program}: correct path/install in ${metroFile}, or install Metro there`,
		);
	}
	if (baseNameOf(metroFile) !== '.metro') {
		throw new CommandError(
			`Metro reads only a file called .metro: rename ${metroFile}, or use another with --config`,
		);
	}
}

/** The call of Metro. Throws `CommandError` if `map_build` names no target or `path/install` is not set. */
async function metroCall(session: Session, setup: ReadySetup, next: NextBuildAnswer): Promise<MetroCall> {
	const { host } = session;
	const { install, metroFile, dialect } = setup;
	if (next.target === '') {
		throw new CommandError(
			`${setup.buildbotFile}: map_build for ${next.build}, ${next.subarch} names no target: return one, such as "full"`,
		);
	}
	if (install === undefined)
		throw new CommandError(`${metroFile} does not set path/install: set it to Metro's directory`);
	const program = `${install}/metro`;
	// Whatever the dialect: the installation's own files decide whether it can be given an arch.
	const { version } = await findGeneration('2015', { install, mirror: undefined }, textReader(host.files));
	const { build, arch_desc: arch, subarch, target: mode, nextdate, extras } = next;
	const run = { build, arch, subarch, mode, target: '', version: nextdate, extras };
	const pairs = [...argumentsOf(run, version, dialect.extrasSeparator)];
	const scripts = `${install}/scripts`;
	return {
		program,
		arguments: ['-d', ...pairs.flatMap(([key, value]) => [`${key}:`, value])],
		// Metro reads its configuration from ~/.metro and nowhere else.
		env: { ...host.env, HOME: directoryOf(metroFile) },
		cwd: (await host.files.status(scripts)) === undefined ? install : scripts,
		umask: buildUmask,
	};
}

/** `unlock`: says who holds the lock of a subarch, and releases it where that is certain to be right, or where the user insists. */
import { FileError, type FileReader } from '../../base/fileSystem.ts';
import { sinceText } from '../../base/phrases.ts';
import { shellQuote } from '../../base/shellQuote.ts';
import { oneLine } from '../../base/visible.ts';
import {
	applyChange,
	claimPath,
	holderPhrase,
	type Lock,
	lockPath,
	lockSignsOf,
	readLock,
	readMark,
	type Subarch,
} from '../../repository/index.ts';
import { namedSubarch } from '../arguments/namedSubarch.ts';
import { complaintOf, openMirror } from '../changes/change.ts';
import type { Command } from '../command.ts';
import { CommandError } from '../commandError.ts';
import { eventsOption } from '../output/events.ts';
import { instantJson, writeJson } from '../output/json.ts';
import { printError } from '../output/stderr.ts';
import { say } from '../output/stdout.ts';
import { scanPorts } from '../ports.ts';
import type { Session } from '../session.ts';

/** `stale`: its process has certainly ended. `alive`: a process of this machine has its number. */
type LockState = 'stale' | 'alive' | 'elsewhere' | 'unknown';

interface FoundLock {
	readonly path: string;
	/** Metro's own lock, or the claim of a run of this program. */
	readonly kind: 'lock' | 'claim';
	readonly state: LockState;
	/** Who holds it, in words. */
	readonly holder: string;
	/** When it was written, in milliseconds since the epoch. */
	readonly since: number | undefined;
	/** When the build in progress wrote something last; `undefined`: unknown, or not asked since its process can be checked. */
	readonly changed: number | undefined;
	/** The command line of its process, of a live one on this machine. */
	readonly command: string | undefined;
	readonly content: Uint8Array;
	/** What the lock says, by which the user means it; `undefined`: it is a link, or longer than any lock. */
	readonly text: string | undefined;
}

/** In bytes. A claim has the names of a host and of a run. */
const longestLock = 1024;

/** `gone`: somebody else has released it meanwhile. */
type Release = 'released' | 'gone' | 'stays';

export const unlock: Command = {
	name: 'unlock',
	family: 'extended',
	usage: '[--apply | --expect LOCK [--even-alive]] PATH',
	summary: 'say who holds the lock of a subarch, and release it',
	details: [
		'PATH is the directory of the subarch or BUILD/ARCH/SUBARCH. Without an option, says of each lock who holds it, since when, and whether its process exists, and releases nothing.',
		'With --apply, releases the locks whose process has certainly ended. With --expect, releases the one whose text is LOCK, as --json prints it, though its process cannot be checked from here; of a process that exists on this machine only with --even-alive as well. Each lock is read again at the moment of its release, and stays if it has changed. --json says of each lock whether it was released.',
	],
	exitStatus: '0; 1 if a lock that was to be released stays',
	options: [
		{ name: 'apply', summary: 'release the locks whose process has certainly ended' },
		{ name: 'expect', value: 'LOCK', summary: 'release the lock with this text' },
		{ name: 'even-alive', summary: 'with --expect: even if its process exists on this machine' },
		eventsOption,
	],
	async run(session, { options, words }) {
		const [path, second] = words;
		if (path === undefined || second !== undefined)
			throw new CommandError('unlock takes one PATH: see "buildrepo help unlock"');
		const expected = options.value('expect');
		if (options.has('even-alive') && expected === undefined)
			throw new CommandError('--even-alive needs --expect: name the lock that you mean');
		const applies = options.has('apply');
		if (applies && expected !== undefined)
			throw new CommandError('use either --apply or --expect: --expect releases the one lock that it names');
		const { repository } = await session.scan();
		const subarch = namedSubarch(session.host, repository, path);
		const locks = await findLocks(session, subarch);
		const wanted = locks.filter(({ state, text }) =>
			applies ? state === 'stale' : expected !== undefined && text === expected,
		);
		if (expected !== undefined && wanted.length === 0)
			throw new CommandError(`${subarch.path} is not locked so: nothing was released; look again`, 1);
		const json = options.has('json');
		const ended = new Map<FoundLock, Release>();
		for (const lock of wanted) {
			const end = await release(session, lock, options.has('even-alive'));
			ended.set(lock, end);
			if (!json && end !== 'stays')
				say(
					session.host,
					end === 'gone' ? `${lock.path} is gone already` : `Released ${lock.path} (${lock.holder})`,
				);
		}
		if (json)
			writeJson(
				session.host,
				locks.map((lock) => lockJson(lock, ended.get(lock) === 'released')),
			);
		else if (wanted.length === 0) report(session, subarch, locks);
		const isHeld = wanted.length === 0 && applies && locks.length > 0;
		return isHeld || [...ended.values()].includes('stays') ? 1 : 0;
	},
};

async function release(session: Session, lock: FoundLock, evenAlive: boolean): Promise<Release> {
	const { host } = session;
	const { path, state, holder, content } = lock;
	if (state === 'alive' && !evenAlive) {
		printError(
			host,
			`${path} stays: ${holder} exists. Stop that build; only if the process is another one, use --even-alive`,
		);
		return 'stays';
	}
	const done = await applyChange(await openMirror(session), {
		kind: 'remove-file',
		path,
		reason: 'the user releases it',
		onlyContent: content,
	});
	const complaint = complaintOf(done);
	if (complaint !== undefined) {
		printError(host, complaint);
		return 'stays';
	}
	if (done.kind === 'gone') return 'gone';
	host.report?.({ event: 'removed', kind: 'lock', path });
	return 'released';
}

function report({ host }: Session, { path }: Subarch, locks: readonly FoundLock[]): void {
	if (locks.length === 0) say(host, `${path} is not locked.`);
	else for (const lock of locks) say(host, phraseOf(lock, host.clock.now()));
}

function lockJson(lock: FoundLock, released: boolean): object {
	const { path, kind, state, holder, since, changed, command, text } = lock;
	return {
		path,
		kind,
		state,
		holder,
		since: instantJson(since),
		last_change: instantJson(changed),
		command: command ?? null,
		text: text ?? null,
		released,
	};
}

const statePhrases: Readonly<Record<LockState, string>> = {
	stale: 'which has ended: the next build removes the lock, or --apply does',
	alive: 'which exists on this machine',
	elsewhere: 'which cannot be checked from here',
	unknown: 'so it is unknown whether a build is in progress',
};

/** How to release what cannot be judged from here. */
function remedyFor({ state, text }: FoundLock): string {
	if (state !== 'elsewhere' && state !== 'unknown') return '';
	if (text === undefined)
		return '; it is not a file that Metro wrote: look at it, and remove it yourself once no build is in progress there';
	if (text === '') return '';
	return `; once no build is in progress there, --expect ${shellQuote(text)} releases it`;
}

function phraseOf(lock: FoundLock, now: number): string {
	const { path, state, holder, since, changed, command } = lock;
	const moment = instantJson(since)?.slice(0, 16).replace('T', ' ');
	const when =
		since === undefined || moment === undefined ? '' : `, since ${moment} UTC (${sinceText(since, now)})`;
	const wrote = changed === undefined ? '' : `, last change of its build ${sinceText(changed, now)}`;
	const what = command === undefined ? '' : ` (${command})`;
	return `${path}: ${holder}${what}${when}${wrote}, ${statePhrases[state]}${remedyFor(lock)}`;
}

async function textOf(path: string, content: Uint8Array, files: FileReader): Promise<string | undefined> {
	const isLock = (await files.linkStatus(path))?.kind === 'file' && content.length <= longestLock;
	return isLock ? oneLine(new TextDecoder().decode(content).trim()) : undefined;
}

async function findLocks(session: Session, subarch: Subarch): Promise<readonly FoundLock[]> {
	const ports = scanPorts(session.host);
	const claim = await readMark(claimPath(subarch), ports);
	const found = [
		await foundLock(session, subarch, 'lock', lockPath(subarch), await readLock(lockPath(subarch), ports)),
		claim.kind === 'none'
			? undefined
			: await foundLock(session, subarch, 'claim', claimPath(subarch), asLock(claim, claimPath(subarch))),
	];
	return found.filter((lock) => lock !== undefined);
}

function asLock(mark: Exclude<Awaited<ReturnType<typeof readMark>>, { kind: 'none' }>, path: string): Lock {
	switch (mark.kind) {
		case 'dead':
			return { kind: 'stale', pid: undefined };
		case 'busy':
			return { kind: 'live', holder: mark.holder };
		case 'unknown':
			return { kind: 'live', holder: mark.holder ?? { kind: 'unknown', reason: mark.reason || path } };
	}
}

async function foundLock(
	{ host }: Session,
	subarch: Subarch,
	kind: FoundLock['kind'],
	path: string,
	lock: Lock,
): Promise<FoundLock | undefined> {
	if (lock.kind === 'none') return undefined;
	try {
		const since = (await host.files.status(path))?.modified;
		const content = await host.files.read(path);
		if (content === undefined) return undefined;
		const text = await textOf(path, content, host.files);
		const base = { path, kind, since, changed: undefined, content, text };
		if (lock.kind === 'stale') {
			const holder = lock.pid === undefined ? 'a run that has ended' : `process ${lock.pid}`;
			return { ...base, state: 'stale', holder, command: undefined };
		}
		const { holder } = lock;
		const state = holder.kind === 'process' ? 'alive' : holder.kind === 'foreign' ? 'elsewhere' : 'unknown';
		const command = holder.kind === 'process' ? host.processes.commandOf(holder.pid) : undefined;
		const { changed } = state === 'alive' ? {} : await lockSignsOf({ ...subarch, lock }, host.files);
		return { ...base, changed, state, holder: holderPhrase(holder), command };
	} catch (error) {
		if (error instanceof FileError) throw new CommandError(error.message, 1);
		throw error;
	}
}

/** `nextbuild`: what to build next, as lines for a shell to evaluate. */
import { formatDay, toCivil } from '../../base/civilTime.ts';
import { alwaysShellQuote, shellQuote } from '../../base/shellQuote.ts';
import { lockPath, nextBuild } from '../../repository/index.ts';
import { change } from '../change.ts';
import type { Command } from '../command.ts';
import { writeJson } from '../json.ts';
import { Refusal } from '../refusal.ts';
import type { Session } from '../session.ts';

/** The next build with all that Metro needs to be told of it. */
export interface NextBuildAnswer {
	readonly build: string;
	readonly arch_desc: string;
	readonly subarch: string;
	/** Day of the last full build as Metro writes it: `None` if there is none. */
	readonly fulldate: string;
	/** Today. */
	readonly nextdate: string;
	readonly failcount: number;
	/** What `map_build` asks for. */
	readonly target: string;
	readonly extras: readonly string[];
}

export const nextbuild: Command = {
	name: 'nextbuild',
	family: 'metro',
	usage: '',
	summary: 'print what to build next, for a shell to evaluate',
	details: [
		'Exit status: 0 if there is something to build, 1 if not (and nothing is printed), 2 if map_build cannot say what.',
	],
	options: [],
	async run(session, { options }) {
		const answer = await findNextBuild(session);
		if (options.has('json')) writeJson(session.host, answer ?? null);
		else if (answer !== undefined) {
			const { dialect } = await session.setup();
			const lines = [
				`${dialect.buildKey}=${shellValue(answer.build)}`,
				`arch_desc=${shellValue(answer.arch_desc)}`,
				`subarch=${shellValue(answer.subarch)}`,
				`fulldate=${shellValue(answer.fulldate)}`,
				`nextdate=${answer.nextdate}`,
				`failcount=${answer.failcount}`,
				`target=${shellValue(answer.target)}`,
				`extras=${alwaysShellQuote(answer.extras.join(dialect.extrasSeparator))}`,
			];
			session.host.out.write(lines.map((line) => `${line}\n`).join(''));
		}
		return answer === undefined ? 1 : 0;
	},
};

/** A word that a shell takes without harm: plain signs, and single quotes around plain signs. */
const quotedAlready = /^(?:[\w@%+=:,./-]|'[\w@%+=:,./-]*')*$/;

/** A value for a shell to evaluate. What `map_build` has quoted itself stands as it is, as Metro has it. */
function shellValue(value: string): string {
	return quotedAlready.test(value) ? value : shellQuote(value);
}

/**
 * Goes through the rotation as Metro does: says on standard error which builds are in progress, and takes a stale lock of
 * the chosen one away. `undefined`: nothing is due. Throws `Refusal` if `map_build` gives nothing to go by.
 */
export async function findNextBuild(session: Session): Promise<NextBuildAnswer | undefined> {
	const { host } = session;
	const { repository, policy, askMapBuild } = await session.scan();
	const now = toCivil(session.clock.now());
	const { turn, inProgress, staleLock } = nextBuild(repository.subarches, policy, now);
	for (const { subarch } of inProgress) {
		host.err.write(`# Build at ${subarch.path} in progress, skipping...\n`);
	}
	if (turn === undefined) return undefined;
	const { subarch } = turn;
	const full = subarch.latest !== undefined && subarch.latestFull?.date === subarch.latest.date;
	const fullDate = subarch.latestFull?.day;
	const said = await askMapBuild({ build: subarch.build, subarch: subarch.subarch, full, fullDate });
	if (said.kind === 'unusable') throw new Refusal(said.reason);
	if (staleLock) {
		const path = lockPath(subarch);
		if (subarch.lock.kind === 'stale' && subarch.lock.pid !== undefined) {
			host.err.write(`# Removing stale lock file: ${path}\n`);
		}
		await change(session, { kind: 'remove-file', path, reason: 'its process is gone', unlessLocked: path });
	}
	return {
		build: subarch.build,
		arch_desc: subarch.arch,
		subarch: subarch.subarch,
		fulldate: fullDate ?? 'None',
		nextdate: formatDay(now),
		failcount: turn.failcount,
		target: said.target,
		extras: said.extras,
	};
}

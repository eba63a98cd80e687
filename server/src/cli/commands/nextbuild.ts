/** `nextbuild`: what to build next, as lines for a shell to evaluate. */

import { toCivil } from '../../base/civilTime.ts';
import { isPlainWord, splitSafeQuote } from '../../base/shellQuote.ts';
import { oneLine } from '../../base/visible.ts';
import { idlePhrase, idleRotation } from '../../repository/index.ts';
import type { Command } from '../command.ts';
import { CommandError } from '../commandError.ts';
import { readMissing } from '../missing.ts';
import { findNextBuild } from '../nextBuild.ts';
import { writeJson } from '../output/json.ts';
import { printNote } from '../output/stderr.ts';
import type { Session } from '../session.ts';

export const nextbuild: Command = {
	name: 'nextbuild',
	family: 'metro',
	usage: '',
	summary: 'print what to build next, for a shell to evaluate',
	details: [],
	exitStatus:
		'0 if there is something to build; 1 if not (prints nothing; standard error says why, unless a dialect is named); 2 if map_build gives no usable answer',
	options: [],
	async run(session, { options }) {
		const answer = await findNextBuild(session, 'remove');
		if (options.has('json')) writeJson(session.host, answer ?? null);
		else if (answer !== undefined) {
			const { dialect } = await session.setup();
			const lines = [
				`${dialect.buildKey}=${nameValue(answer.build)}`,
				`arch_desc=${nameValue(answer.arch_desc)}`,
				`subarch=${nameValue(answer.subarch)}`,
				`fulldate=${shellValue(answer.fulldate)}`,
				`nextdate=${answer.nextdate}`,
				`failcount=${answer.failcount}`,
				`target=${shellValue(answer.target)}`,
				`extras=${quoted(answer.extras.join(dialect.extrasSeparator))}`,
			];
			session.host.out.write(lines.map((line) => `${line}\n`).join(''));
		}
		if (answer !== undefined) return 0;
		await sayWhy(session);
		return 1;
	},
};

/** Reports on standard error why nothing is printed. */
async function sayWhy(session: Session): Promise<void> {
	const { host } = session;
	if (session.toTheLetter) return;
	const { repository, policy } = await session.scan();
	const idle = idleRotation(repository, policy, await readMissing(session), toCivil(session.clock.now()));
	if (idle !== undefined) printNote(host, idlePhrase(idle));
}

/** A name for a shell to evaluate. */
function nameValue(name: string): string {
	return isPlainWord(name) ? name : quoted(name);
}

/** buildbot.sh evaluates these lines after the shell has split them into words. Throws `CommandError` for what cannot survive that. */
function quoted(value: string): string {
	const word = splitSafeQuote(value);
	if (word !== undefined) return word;
	throw new CommandError(
		`"${oneLine(value)}" ends with a newline, which eval in buildbot.sh would drop: rename it, or use "buildrepo buildbot"`,
	);
}

/** A word that a shell reads literally: plain characters, or single quotes around plain characters. */
const quotedAlready = /^(?:[\w@%+=:,./-]|'[\w@%+=:,./-]*')*$/;

/** A value for a shell to evaluate. A value that `map_build` has already quoted stays as it is, as in Metro. */
function shellValue(value: string): string {
	return quotedAlready.test(value) ? value : quoted(value);
}

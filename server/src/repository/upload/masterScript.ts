/**
 * Scripts for the shell of the master, and what they answer. `sh -s` reads a script from its input, so that the shell of the account
 * there, whichever it is, sees nothing but these two words. Each line of an answer begins with a mark, because that account may
 * greet with lines of its own.
 */

const mark = '=buildrepo=';

/** The program that reads the script on the master. */
export const masterShell = 'sh -s';

/**
 * A script of which nothing is carried out before all of it has arrived. Its commands read nothing of it.
 * @param lines each a command in POSIX shell; `say WORD…` answers
 */
export function masterScript(lines: readonly string[]): string {
	const body = [
		'exec </dev/null',
		'LC_ALL=C; export LC_ALL',
		`say() { printf '${mark} %s\\n' "$*"; }`,
		'say begin',
		...lines,
		'say end',
	];
	return `{\n${body.join('\n')}\nexit 0\n}\n`;
}

/** What a script has said, a list of words for each line. */
export interface MasterAnswer {
	/** False: the shell has not even begun. */
	readonly begun: boolean;
	/** False: the answer has been cut off. */
	readonly whole: boolean;
	readonly lines: readonly (readonly string[])[];
}

/** Reads an answer; everything else that was written is skipped. */
export function readMasterAnswer(output: string): MasterAnswer {
	const lines = output
		.split('\n')
		.filter((line) => line.startsWith(`${mark} `))
		.map((line) => line.slice(mark.length + 1).split(' '));
	const [first] = lines;
	const last = lines.at(-1);
	const begun = first?.[0] === 'begin';
	const whole = begun && last?.[0] === 'end' && lines.length > 1;
	return { begun, whole, lines: lines.slice(begun ? 1 : 0, whole ? -1 : undefined) };
}

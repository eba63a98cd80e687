/** Generates docs/diagnostics.md, the page that explains every problem. */
import { buildbotProblemKinds } from './buildbotProblemKinds.ts';
import type { ProblemKind } from './problemKind.ts';
import { problemKinds } from './problemKinds.ts';

/** The section about problems that ShellCheck finds. */
const aboutShellcheck = `## ShellCheck

_What [ShellCheck](https://www.shellcheck.net) finds in the shell scripts of blocks (\`SC…\`; error to hint)_

Editors show these with the source \`shellcheck\`; each links to ShellCheck’s own page about it. \`buildrepo check\` does not
run ShellCheck.

**Which blocks.** Blocks below \`steps\`, \`trigger\`, \`quickstart\` and \`probe\`, blocks whose key ends in \`.sh\` or \`.bash\`,
and blocks whose first line is \`#!\` with a shell; not those whose first line or key names Python. Each block is a
separate Bash script. To ShellCheck, Metro’s references (\`$[…]\`) are words with unknown values; its
findings about them are left out, and so are rules that make no sense for part of a script: variables that are never
assigned or used, missing files, constant conditions.
Words that are split (\`SC2046\`, \`SC2048\`, \`SC2086\`) are hints, since Metro’s own scripts split on purpose.

**When.** While a file is open, after a pause in typing. Until ShellCheck has checked an edited block again, its
earlier findings stay at their lines. It needs a \`shellcheck\` (0.7 or later) on \`PATH\`, and runs only where it is allowed: in
VS Code in trusted workspaces, in other editors with the [option](editors.md#settings) \`shellcheck\`. It reads the block from
standard input, writes no files, and runs nothing in the block.

**How to switch it off.** One finding, by a comment on the line before: \`# shellcheck disable=SC2164\`. A rule for a whole
block, by the same comment as the first line of the block (after a \`#!\` line). A rule everywhere, by a line \`disable=SC2164\`
in \`~/.shellcheckrc\`; such files in other folders are not read. ShellCheck as a whole, by the setting \`metro.shellcheck\` or by the
option. Comments stay in the script that Metro runs, where they are harmless.
`;

/** The page about all problems, as Markdown. */
export function problemsPage(): string {
	const configuration = described(problemKinds);
	const buildbot = described(buildbotProblemKinds);
	return [
		'# Problems in Metro’s configuration',
		'',
		'What the editor and `buildrepo check` can find. [How Metro reads its configuration](flexdata.md) explains the background.',
		'This page is generated from the program’s table of problems. Codes that begin with `SC` are [ShellCheck’s](#shellcheck).',
		'Problems of `.buildbot` have [their own table](#buildbot).',
		'',
		...configuration.table,
		'',
		...configuration.sections,
		aboutShellcheck,
		'# .buildbot',
		'',
		'What the editor and `buildrepo check` can find in `.buildbot`, which is read without being run.',
		'',
		...buildbot.table,
		'',
		...buildbot.sections,
	].join('\n');
}

/** A table of problems by code, and a section about each problem. */
function described(kinds: Readonly<Record<string, ProblemKind>>): {
	readonly table: readonly string[];
	readonly sections: readonly string[];
} {
	const sorted = Object.entries(kinds).sort(([a], [b]) => (a < b ? -1 : 1));
	return {
		table: [
			'| code | severity | meaning |',
			'| --- | --- | --- |',
			...sorted.map(
				([code, { severity, summary }]) => `| [\`${code}\`](#${code}) | ${severity} | ${summary} |`,
			),
		],
		sections: sorted.map(
			([code, { severity, summary, explanation }]) =>
				`## ${code}\n\n_${summary} (${severity})_\n\n${explanation}\n`,
		),
	};
}

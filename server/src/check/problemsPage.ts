/** The page that explains every problem: docs/diagnostics.md is what this gives. */
import { buildbotProblemKinds } from './buildbotProblemKinds.ts';
import type { ProblemKind } from './problemKind.ts';
import { problemKinds } from './problemKinds.ts';

/** What is found by another program, and what there is to know about that. */
const aboutShellcheck = `## ShellCheck

_What [ShellCheck](https://www.shellcheck.net) finds in the shell of blocks (\`SC…\`; error to hint)_

Editors show these with the source \`shellcheck\`; each links to ShellCheck’s own page about it. \`buildrepo check\` does not
run ShellCheck.

**Which blocks.** Those below \`steps\`, \`trigger\`, \`quickstart\` and \`probe\`, those whose key ends in \`.sh\` or \`.bash\`,
and those whose first line is \`#!\` with a shell; not those whose first line, or whose key, says Python. Each block is a
script of its own, in Bash. Metro’s references (\`$[…]\`) are words to ShellCheck, of which it knows nothing; what it
says about them is left out, and so are rules that cannot hold for a part of a script: variables that are never assigned
or used, files that are not there, conditions that are constant.
Words that are split (\`SC2046\`, \`SC2048\`, \`SC2086\`) are hints, since Metro’s own scripts split on purpose.

**When.** While a file is open, after a pause in typing. Until ShellCheck has looked at an edited block again, what it said
before stays where it belongs. It needs a \`shellcheck\` (0.7 or later) on \`PATH\`, and it is only run where it is allowed: in
VS Code in trusted workspaces, elsewhere with the [option](editors.md#settings) \`shellcheck\`. It reads the block from its standard
input; nothing is written anywhere, and nothing of the block is run.

**How to switch it off.** One finding, by a comment on the line before: \`# shellcheck disable=SC2164\`. A rule for a whole
block, by the same comment as the first line of the block (behind a \`#!\` line). A rule everywhere, by a line \`disable=SC2164\`
in \`~/.shellcheckrc\`; such files in other folders are not read. ShellCheck as a whole, by the setting \`metro.shellcheck\` or by the
option. Comments stay in the script that Metro runs, where they do no harm.
`;

/** The page about all problems, in Markdown. */
export function problemsPage(): string {
	const configuration = described(problemKinds);
	const buildbot = described(buildbotProblemKinds);
	return [
		'# Problems in Metro’s configuration',
		'',
		'What the editor and `buildrepo check` can find. [How Metro reads its configuration](flexdata.md) tells the whole story.',
		'This page is made from the table of problems in the program. Codes that begin with `SC` are [ShellCheck’s](#shellcheck).',
		'What is found in `.buildbot` has [a table of its own](#buildbot).',
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

/** A table of problems by code, and a section about each. */
function described(kinds: Readonly<Record<string, ProblemKind>>): {
	readonly table: readonly string[];
	readonly sections: readonly string[];
} {
	const sorted = Object.entries(kinds).sort(([a], [b]) => (a < b ? -1 : 1));
	return {
		table: [
			'| code | severity | what it is |',
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

/** The report of an issue, as Markdown. It is English, as those who read it expect. */
import type { SetupSummary } from '../../../server/src/protocol/index.ts';

export interface ReportFacts {
	/** What each thing is and its version, in the order of the report. */
	readonly versions: readonly (readonly [name: string, version: string])[];
	/** Settings that are not as they come. */
	readonly settings: Readonly<Record<string, unknown>>;
	readonly setups: readonly SetupSummary[];
	readonly trusted: boolean;
	readonly server: string;
	/** The log so far; `undefined` if it cannot be read. */
	readonly log: string | undefined;
}

/** The log may be long; its end tells most. */
const mostLines = 150;
const longestLine = 500;

export function reportText({ versions, settings, setups, trusted, server, log }: ReportFacts): string {
	return [
		'<!-- Nothing has been sent. Read this, remove what should not be public, and add what happened. -->',
		'# What happened',
		'',
		'(What did you do, what did you expect, and what did you see instead?)',
		'',
		'# Versions',
		'',
		...versions.map(([name, version]) => `- ${name}: ${version}`),
		`- Workspace: ${trusted ? 'trusted' : 'Restricted Mode'}`,
		`- Language server: ${server}`,
		'',
		'# Settings',
		'',
		...fenced(JSON.stringify(settings, undefined, 2), 'json'),
		'',
		'# Set-ups',
		'',
		...(setups.length === 0 ? ['None is open.'] : setups.flatMap(setupLines)),
		'',
		'# Log',
		'',
		...(log === undefined ? ['It cannot be read.'] : fenced(endOf(log), 'text')),
		'',
	].join('\n');
}

/** Names of builds and subarches are not part of it, unless a message holds them. */
function setupLines(setup: SetupSummary): readonly string[] {
	const { state, dialect, subarches, datedBuilds, failing, outOfRotation, running, missing } = setup;
	return [
		`- ${state}, buildrepo of ${dialect}: subarches: ${subarches}, builds: ${datedBuilds}, ${failing} failing, ${outOfRotation} out of rotation, ${running} running, ${missing.length} without a directory`,
		...fenced(
			JSON.stringify(
				{
					home: setup.home,
					mirror: setup.mirror ?? null,
					install: setup.install ?? null,
					message: setup.message ?? null,
					idle: setup.idle?.reason ?? null,
				},
				undefined,
				2,
			),
			'json',
		),
	];
}

/** A block of code, whatever the text holds. */
function fenced(text: string, language: string): readonly string[] {
	const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
	const fence = '`'.repeat(longest + 1);
	return [`${fence}${language}`, text, fence];
}

function endOf(log: string): string {
	const lines = log.trimEnd().split('\n');
	return lines
		.slice(-mostLines)
		.map((line) => (line.length > longestLine ? `${line.slice(0, longestLine)}…` : line))
		.join('\n');
}

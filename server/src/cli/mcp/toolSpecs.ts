/** The table of tools: each runs one command of `buildrepo` with `--json`. */
import { isRecord } from '../../base/json.ts';
import type { ArgumentSchema } from './toolServer.ts';

/** The arguments of a call, checked against the tool's schema. */
export type ToolArguments = Readonly<Record<string, string | number | readonly string[]>>;

export interface ToolSpec {
	/** The command, which is also the name of its definition in docs/buildrepo.schema.json. */
	readonly command: string;
	readonly title: string;
	readonly description: string;
	readonly properties: Readonly<Record<string, ArgumentSchema>>;
	readonly required?: readonly string[];
	/** The words after the command. No value of the caller may be read as an option: options as `--name=VALUE`, words after `--`. */
	words(given: ToolArguments): readonly string[];
	/** Puts what matters most where it is not cut. */
	prepare?(result: unknown, given: ToolArguments): unknown;
	/** Of a long list, the last items matter. */
	readonly keepsLast?: boolean;
}

/** No path or key is longer. */
const text = { type: 'string', minLength: 1, maxLength: 4096 } as const;

const path: ArgumentSchema = {
	...text,
	description: 'BUILD/ARCH/SUBARCH, or the path of its directory.',
};

const since: ArgumentSchema = {
	...text,
	description: 'A day (2015-02-20), a day with a time (2015-02-20T12:00) or a time span (24h, 7d, 2w).',
};

export const toolSpecs: readonly ToolSpec[] = [
	{
		command: 'status',
		title: 'Repository status',
		description:
			'The state of the repository: every subarch with its builds, failcount and place in the rotation, snapshots, missing directories, whether index.xml is current, and troubles. Subarches that need attention come first.',
		properties: {},
		words: () => [],
		prepare: (result) => mostUrgentFirst(result),
	},
	{
		command: 'health',
		title: 'Repository health',
		description:
			'What needs attention now, what changed, what failed and where, the rotation ahead, storage and coverage, from the repository and its history. Changes are those of the last 24 hours, or since a given time.',
		properties: { since },
		words: (given) => sinceWords(given),
	},
	{
		command: 'explain',
		title: 'Explain a subarch',
		description:
			'Why a subarch is built next or not, what map_build asks for, and what Clean does with each of its builds. Without a path: every subarch, those that are due first.',
		properties: { path },
		words: ({ path: one }) => wordsOf(one),
	},
	{
		command: 'forecast',
		title: 'Forecast builds',
		description: 'The next builds in their order, as if each succeeded at once.',
		properties: {
			count: { type: 'integer', description: 'How many builds; 10 without it.', minimum: 1, maximum: 100 },
		},
		words: ({ count }) => (count === undefined ? [] : [`--number=${count}`]),
	},
	{
		command: 'hosts',
		title: 'Hosts',
		description:
			'Which host builds which subarches, what it is building now and since when, when it was last seen, and its rate of success; subarches that no host builds, or that several build.',
		properties: {},
		words: () => [],
	},
	{
		command: 'history',
		title: 'History',
		description:
			'What happened in the repository, the latest last: builds with result, duration and first failing package, failcounts, zaps, removals, digests. Also records what is found on disk in the history of this user.',
		properties: {
			path: { ...path, description: `${path.description} Without it: everything.` },
			since,
		},
		words: ({ path: one, since }) => [...(since === undefined ? [] : [`--since=${since}`]), ...wordsOf(one)],
		keepsLast: true,
	},
	{
		command: 'check',
		title: 'Check configuration',
		description:
			"What is wrong with Metro's configuration and .buildbot, by file, line and code. Without files: the whole set-up.",
		properties: {
			files: {
				type: 'array',
				items: text,
				maxItems: 1000,
				description: 'Paths of files to check: .metro, .buildbot or configuration files of the installation.',
			},
		},
		words: ({ files }) => ['--set-up-only', ...(Array.isArray(files) ? ['--', ...files] : [])],
	},
	{
		command: 'settings',
		title: 'Settings of .buildbot',
		description: 'The settings of .buildbot, evaluated without running it.',
		properties: {},
		words: () => [],
	},
	{
		command: 'config',
		title: 'Resolved configuration',
		description:
			"The resolved value of one key of Metro's configuration, for instance path/mirror, as written and with what it expands to. Without a key: all keys.",
		properties: { key: { ...text, description: 'SECTION/KEY.' } },
		words: ({ key }) => wordsOf(key),
		prepare: (result, { key }) => (typeof key === 'string' ? aboutKey(result, key) : result),
	},
];

function sinceWords({ since: when }: ToolArguments): readonly string[] {
	return when === undefined ? [] : [`--since=${when}`];
}

function wordsOf(value: ToolArguments[string] | undefined): readonly string[] {
	return typeof value === 'string' ? ['--', value] : [];
}

const urgency = ['out-of-rotation', 'unreadable', 'in-progress', 'due', 'needs-first-build', 'waiting'];

/** Sorts subarches by what their standing asks for. */
function mostUrgentFirst(result: unknown): unknown {
	if (!isRecord(result) || !Array.isArray(result.subarches)) return result;
	const rank = ({ standing, failcount }: Readonly<Record<string, unknown>>): number => {
		const kind = isRecord(standing) ? urgency.indexOf(String(standing.kind)) : -1;
		// One that failed is tried again, but somebody should look.
		return failcount === 0 ? (kind === -1 ? urgency.length : kind) : Math.min(1.5, kind === -1 ? 1.5 : kind);
	};
	return { ...result, subarches: result.subarches.toSorted((a, b) => rank(a) - rank(b)) };
}

/** What the configuration says about one key: of the tables, only its own row. */
function aboutKey(result: unknown, key: string): unknown {
	if (!isRecord(result)) return result;
	const tables = ['keys', 'errors', 'raw', 'conditionals', 'sectionfor', 'file_reads'];
	const others = ['blanks', 'laxkeys', 'listed_twice', 'python_keys'];
	return Object.fromEntries(
		Object.entries(result)
			.filter(([name]) => !others.includes(name))
			.map(([name, value]) => [
				name,
				tables.includes(name) && isRecord(value)
					? Object.fromEntries(Object.entries(value).filter(([one]) => one === key))
					: value,
			]),
	);
}

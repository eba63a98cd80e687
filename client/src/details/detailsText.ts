/** The details of a subarch as Markdown: short names in place of paths, headings, one fact a line. */
import * as l10n from '@vscode/l10n';
import { escapeMarkdown } from '../../../server/src/base/escapeMarkdown.ts';
import { visibleText } from '../ui/visibleText.ts';

/** What `buildrepo` says of a subarch, as lines. */
export interface DetailsSource {
	readonly mirror: string;
	/** `build/arch/subarch`. */
	readonly id: string;
	readonly explain: readonly string[];
	readonly locks: readonly string[];
	/** The oldest event first. */
	readonly history: readonly string[];
}

export function detailsText({ mirror, id, explain, locks, history }: DetailsSource): string {
	const [build = '', arch = '', subarch = ''] = id.split('/');
	const path = `${mirror}/${id}`;
	const short = (line: string): string =>
		line.trim().replaceAll(`${path}/`, '').replaceAll(path, subarch).replaceAll(`${mirror}/`, '');
	// The path comes first, alone or before its standing.
	const facts = explain
		.map((line) => (line.startsWith(`${path}: `) ? line.slice(path.length + 2) : line))
		.filter((line) => line !== path);
	const builds = facts.filter(isOfBuild);
	const section = (title: string, lines: readonly string[]): readonly string[] =>
		lines.length === 0
			? []
			: ['', `## ${title}`, '', ...lines.map((line) => `- ${quoted(sentence(short(line)))}`)];
	return `${[
		`# ${quoted(subarch)}`,
		'',
		quoted(`${build} / ${arch}`),
		...section(
			l10n.t('State'),
			facts.filter((line) => !isOfBuild(line)),
		),
		...section(l10n.t('Builds'), builds.toReversed()),
		...section(l10n.t('Locks'), locks),
		...section(l10n.t('History'), history.toReversed()),
	].join('\n')}\n`;
}

/** Names come from the disk: whatever has a meaning in Markdown is shown as it is. */
function quoted(text: string): string {
	return escapeMarkdown(visibleText(text));
}

function isOfBuild(line: string): boolean {
	return /^\s*\d{4}-\d\d-\d\d\S*: /.test(line);
}

/** Begins with a capital letter, unless the first word is a name such as `map_build` or `core2_64`. */
function sentence(line: string): string {
	return /^[a-z]+(?=[\s,:;.]|$)/.test(line) ? line.slice(0, 1).toUpperCase() + line.slice(1) : line;
}

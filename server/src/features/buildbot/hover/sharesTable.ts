/** Which subarches each host builds, as `get_subarches` says, as a Markdown table. */
import { escapeMarkdown } from '../../../base/escapeMarkdown.ts';
import { withCount } from '../../../base/phrases.ts';

import { type Buildbot, errorText, type Share } from '../../../buildbot/index.ts';
import type { FarmHost } from '../../../repository/index.ts';
import { hostLabel } from '../../repository/hostWords.ts';
import type { HoverScene } from './hoverScene.ts';

/** At most this many hosts, builds, and names of a cell. */
const mostHosts = 10;
const mostBuilds = 4;
const mostNames = 5;

/** This host by the text, saved or not; the others by the saved file, since each needs an evaluation of its own. */
export function sharesTable({ document, buildbot, context }: HoverScene): string {
	const { settings, rules, error, stopped } = buildbot;
	if (!rules.isLater) return 'Metro up to 2019 does not call it.';
	if (error !== undefined) return `Unknown here, since the file fails: ${escapeMarkdown(errorText(error))}`;
	if (stopped !== undefined) return `Unknown here: ${escapeMarkdown(stopped.reason)}.`;
	const builds = settings.builds.slice(0, mostBuilds).map(({ name }) => name);
	if (builds.length === 0) return 'There is nothing to ask it about yet: no build.';
	const isOwn = document.path !== undefined && document.path === context.ownFile;
	const others = isOwn ? (context.scanned?.farm ?? []).slice(1) : [];
	const here = rules.hostName === undefined ? 'unknown host' : hostLabel(rules.hostName);
	const rows = [
		row(
			here,
			builds.map((build) => shareText(buildbot.share(build))),
		),
		...others.slice(0, mostHosts - 1).map((host) => row(hostLabel(host.name), otherShares(host, builds))),
	];
	const left = [
		...(others.length > 0 ? ['Other hosts as saved.'] : []),
		...(others.length >= mostHosts ? [`${others.length - mostHosts + 1} more hosts are not shown.`] : []),
		...moreBuilds(buildbot),
	];
	return [
		`| host | ${builds.map(escapeMarkdown).join(' | ')} |`,
		`| --- |${' --- |'.repeat(builds.length)}`,
		...rows,
		...(left.length > 0 ? ['', left.join(' ')] : []),
	].join('\n');
}

function moreBuilds({ settings }: Buildbot): string[] {
	const rest = settings.builds.length - mostBuilds;
	return rest > 0 ? [`${withCount(rest, 'more build is', 'more builds are')} not shown.`] : [];
}

function row(host: string, cells: readonly string[]): string {
	return `| ${[host, ...cells].map(escapeMarkdown).join(' | ')} |`;
}

function otherShares({ work }: FarmHost, builds: readonly string[]): readonly string[] {
	if (work.kind === 'unknown') return builds.map(() => `unknown: ${work.reason}`);
	const { share } = work.policy;
	return builds.map((build) => {
		const names = share?.subarches.get(build);
		return names === undefined ? `unknown: ${share?.unknown ?? 'not in the saved file'}` : namesText(names);
	});
}

function shareText(share: Share): string {
	switch (share.kind) {
		case 'ok':
			return namesText(share.names);
		case 'unusable':
			return `unusable: ${share.reason}`;
		case 'error':
			return errorText(share.error);
		case 'dynamic':
			return `unknown: it depends on ${share.dynamic.what}`;
		default:
			return `unknown: ${share.reason}`;
	}
}

function namesText(names: readonly string[]): string {
	if (names.length === 0) return 'none';
	const shown = names.slice(0, mostNames).join(', ');
	return names.length > mostNames ? `${names.length}: ${shown}, …` : `${names.length}: ${shown}`;
}

/** What this host builds, as `get_subarches` says; Python is asked where static evaluation does not know it. */
import type { Buildbot } from '../../buildbot/index.ts';
import type { HostShare } from '../../repository/index.ts';
import { lineAndColumn } from '../setupTrouble.ts';
import { type BuildbotSource, laterHost } from './buildbotPolicy.ts';
import { askPython, onlyThere, type Python, raisedText, switchOnPython } from './pythonValues.ts';

type Share = ReturnType<Buildbot['share']> | { readonly kind: 'failed'; readonly reason: string };

/**
 * Asks about every build that is built anywhere. A build without a usable answer makes the share unknown in part.
 * @param python `elsewhere`: the host is another one, which no Python of this machine knows
 */
export async function hostShareOf(
	source: BuildbotSource,
	python: Python | 'elsewhere' | undefined,
): Promise<HostShare> {
	const { buildbot } = source;
	const builds = buildbot.settings.builds.map(({ name }) => name);
	const isElsewhere = python === 'elsewhere';
	const shares = await askedShares(source, builds, isElsewhere ? undefined : python);
	const subarches = new Map<string, readonly string[]>();
	let unknown: string | undefined;
	for (const [build, share] of shares) {
		if (share.kind === 'ok') subarches.set(build, share.names);
		else unknown ??= refusal(source, build, share, isElsewhere);
	}
	return { host: buildbot.rules.hostName ?? '', subarches, unknown };
}

async function askedShares(
	{ file, buildbot }: BuildbotSource,
	builds: readonly string[],
	python: Python | undefined,
): Promise<ReadonlyMap<string, Share>> {
	const shares = new Map<string, Share>(builds.map((build) => [build, buildbot.share(build)]));
	const open = builds.filter((build) => shares.get(build)?.kind === 'dynamic');
	if (open.length === 0 || python === undefined) return shares;
	const later = laterHost(buildbot);
	const answer = await askPython(python, { file, names: [], shares: open, later });
	for (const [index, build] of open.entries()) {
		if (answer.kind === 'failed') shares.set(build, answer);
		else if (answer.kind === 'raised') shares.set(build, { kind: 'failed', reason: raisedText(answer) });
		else shares.set(build, buildbot.readShare(answer.shares[index] ?? { kind: 'none' }));
	}
	return shares;
}

/** Why the answer is of no use: a sentence with file, line and remedy. */
function refusal(
	{ file, text, buildbot }: BuildbotSource,
	build: string,
	share: Share,
	isElsewhere: boolean,
): string {
	const own = buildbot.outline.functions.findLast(({ name }) => name === 'get_subarches')?.nameSpan;
	const place = placeOf(share) ?? own;
	const line = place === undefined ? '' : ` line ${lineAndColumn(text, place.start).line + 1}`;
	const host = buildbot.rules.hostName ?? 'this host';
	return `${file}${line}: get_subarches for ${build} on ${host}${reasonOf(share, isElsewhere)}`;
}

function placeOf(share: Share) {
	if (share.kind === 'error') return share.error.span;
	if (share.kind === 'stopped') return share.span;
	return share.kind === 'dynamic' && share.dynamic.span.end > 0 ? share.dynamic.span : undefined;
}

/** What it does, and the remedy: the end of a sentence about it. */
function reasonOf(share: Share, isElsewhere: boolean): string {
	switch (share.kind) {
		case 'unusable':
			return ` ${share.reason.replace(/^it /, '')}: return a tuple of names`;
		case 'error':
			return ` fails with ${raisedText(share.error)}: correct it`;
		case 'dynamic':
			return ` depends on ${share.dynamic.what}, ${isElsewhere ? onlyThere : `which static evaluation does not know: ${switchOnPython}`}`;
		case 'stopped':
			return ` does not finish: ${share.reason}`;
		case 'failed':
			return `: ${share.reason}`;
		case 'ok':
			return '';
	}
}

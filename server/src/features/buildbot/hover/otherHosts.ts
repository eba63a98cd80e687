/** What `map_build` answers on the other hosts that share the file, as a Markdown table. */

import { append } from '../../../base/collections.ts';
import { escapeMarkdown } from '../../../base/escapeMarkdown.ts';
import { withCount } from '../../../base/phrases.ts';
import { type FarmHost, targetPhrase } from '../../../repository/index.ts';
import { hostLabel } from '../../repository/hostWords.ts';
import type { HoverScene } from './hoverScene.ts';
import { type AskedAbout, outcomeHead, pastsBefore, whatToAsk } from './outcomeTable.ts';

/** At most this many hosts are asked: the known ones after this. */
const mostHosts = 8;

/** By the saved file, for the first build and subarch; nothing where there is one host only, or where each has a file of its own. */
export async function otherHosts(scene: HoverScene): Promise<readonly string[]> {
	const { document, buildbot, context, moment } = scene;
	const isOwn = document.path !== undefined && document.path === context.ownFile;
	const [, ...hosts] = context.scanned?.farm ?? [];
	const [first] = whatToAsk(scene).asked;
	if (!isOwn || !buildbot.rules.isLater || hosts.length === 0 || first === undefined) return [];
	const groups = new Map<string, string[]>();
	for (const host of hosts.slice(0, mostHosts))
		append(
			groups,
			(await answersOf(host, first, moment)).map(escapeMarkdown).join(' | '),
			hostLabel(host.name),
		);
	const rows = [...groups].map(
		([answers, names]) => `| ${names.map(escapeMarkdown).join(', ')} | ${answers} |`,
	);
	const whom = [first.build, first.arch, first.subarch].map(escapeMarkdown).join(', ');
	const rest = hosts.length - mostHosts;
	return [
		`On other hosts, by the file as saved, for ${whom}:`,
		[...outcomeHead('host'), ...rows].join('\n'),
		...(rest > 0 ? [`${withCount(rest, 'more host is', 'more hosts are')} not shown.`] : []),
	];
}

async function answersOf({ work }: FarmHost, whom: AskedAbout, moment: number): Promise<readonly string[]> {
	const pasts = pastsBefore(moment);
	if (work.kind === 'unknown') return pasts.map(() => `unknown: ${work.reason}`);
	return Promise.all(
		pasts.map(async ([full, fullDate]) => targetPhrase(await work.askMapBuild({ ...whom, full, fullDate }))),
	);
}

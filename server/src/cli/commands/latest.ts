/** `latest`: keeps links to the newest archive of each flavor beside the dated builds of each subarch. */
import type { LatestLink } from '../../repository/index.ts';
import { namedSubarch } from '../arguments/namedSubarch.ts';
import { linkLatest } from '../changes/linkLatest.ts';
import type { Command } from '../command.ts';
import type { Host } from '../host.ts';
import { eventsOption } from '../output/events.ts';
import { writeJson } from '../output/json.ts';
import { printNote } from '../output/stderr.ts';
import { say } from '../output/stdout.ts';

export const latest: Command = {
	name: 'latest',
	family: 'extended',
	usage: '[--pretend] [PATH...]',
	summary: 'keep links such as stage3-latest.tar.xz to the newest archive of each flavor',
	details: [
		'PATH is the directory of a subarch or BUILD/ARCH/SUBARCH; without one, all subarches. The links lie beside the dated builds, with links to the hash file and the signature of the archive.',
		'A link leads to the newest archive of its flavor whose build is complete, which nothing writes to, and which clean does not remove. Each is replaced at once, so that it always leads somewhere. Links whose target is gone are removed; what is not a link is left alone.',
	],
	exitStatus: '0; 1 if a link could not be made or removed, or a subarch cannot be read',
	options: [{ name: 'pretend', summary: 'say what would change, and change nothing' }, eventsOption],
	async run(session, { options, words }) {
		const { host } = session;
		const { repository } = await session.scan();
		const subarches =
			words.length === 0 ? repository.subarches : words.map((word) => namedSubarch(host, repository, word));
		const pretend = options.has('pretend');
		const json = options.has('json');
		const { links, failed } = await linkLatest(session, [...new Set(subarches)], pretend, (link) => {
			if (!json) tellLink(host, link, pretend);
			if (!pretend) reportLink(host, link);
		});
		if (json) writeJson(host, links.map(linkJson));
		else if (links.length === 0 && failed === 0) say(host, 'All links are up to date.');
		return failed > 0 ? 1 : 0;
	},
};

function tellLink(host: Host, { path, action, target, reason }: LatestLink, pretend: boolean): void {
	if (action === 'keep') printNote(host, `${path} left alone: ${reason}`);
	else if (action === 'link') say(host, `${pretend ? 'Would link' : 'Linked'} ${path} to ${target}`);
	else say(host, `${pretend ? 'Would remove' : 'Removed'} ${path}: ${reason}`);
}

function reportLink({ report }: Host, { path, action, target, reason }: LatestLink): void {
	if (action === 'keep') report?.({ event: 'kept', path, reason });
	else if (target === undefined) report?.({ event: 'removed', kind: 'link', path });
	else report?.({ event: 'linked', path, target });
}

function linkJson({ path, action, target, reason }: LatestLink): object {
	return { path, action, target: target ?? null, reason };
}

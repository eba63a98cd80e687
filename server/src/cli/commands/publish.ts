/** `publish`: brings the finished part of the repository to where visitors find it. */
import { withCount } from '../../base/phrases.ts';
import { joinPath } from '../../base/posixPath.ts';
import { sizeText } from '../../base/sizeText.ts';
import type { PublishedTarget } from '../../protocol/events.ts';
import type { Command } from '../command.ts';
import { CommandError } from '../commandError.ts';
import type { Host } from '../host.ts';
import { eventsOption } from '../output/events.ts';
import { writeJson } from '../output/json.ts';
import { printError, printNote } from '../output/stderr.ts';
import { say } from '../output/stdout.ts';
import { publishAll } from '../publishing/publishAll.ts';
import { readTargets } from '../publishing/targets.ts';

export const publish: Command = {
	name: 'publish',
	family: 'extended',
	usage: '[--pretend] [--remove] [TARGET]',
	summary: 'copy the finished part of the repository to where visitors find it',
	details: [
		'[section publish] of .metro says where to, by rsync or rclone: see docs/buildrepo.md. TARGET is the name of [section publish/NAME]; without it, all targets.',
		'First come archives, then hash files and signatures, links, indexes, and at the very end, if that is asked for, removals of what clean has removed here. So what an index names can be downloaded at every moment. After an interruption, the next run goes on.',
		'Left out are builds that are incomplete or in progress, stage1 and stage2, uncompressed archives, marks, locks and all hidden files. An index.xml that names something that is not published stays as it is at the target.',
		'A mirror without a complete build is not published, and nothing is removed of a place of which the mirror has nothing left: it may not be mounted.',
	],
	exitStatus:
		'0; 1 if a target could not be brought up to date, part of the mirror cannot be read, an index.xml names what is not published, there is nothing to publish, or another run is at work; 2 if no target is set',
	options: [
		{
			name: 'pretend',
			summary: 'compare with the target, say what would be sent and removed, and write nothing',
		},
		{ name: 'dry-run', summary: 'the same as --pretend' },
		{ name: 'remove', summary: 'remove from the targets what is gone from the mirror, whatever .metro says' },
		eventsOption,
	],
	async run(session, { options, words }) {
		const { host } = session;
		const [name, second] = words;
		if (second !== undefined) throw new CommandError(`publish takes one TARGET, not "${second}" as well`);
		const targets = await readTargets(session, name);
		const { metroFile } = await session.setup();
		if (targets.length === 0)
			throw new CommandError(
				`${metroFile} does not say where to publish: add [section publish] with the line "target: user@host:/directory"`,
				2,
				{ key: 'publish/target', add: '[section publish]\n\ntarget: ' },
			);
		const wanted = options.has('remove') ? targets.map((one) => ({ ...one, remove: true })) : targets;
		const pretend = options.has('pretend') || options.has('dry-run');
		const { targets: published, isWhole } = await publishAll(session, wanted, pretend);
		if (options.has('json')) writeJson(host, published);
		else tellPublished(host, published, isWhole, (await session.scan()).repository.mirror);
		return isWhole && published.every(({ state }) => state !== 'failed') ? 0 : 1;
	},
};

/** What to do about an index that is not published. */
const remedies: Readonly<Record<PublishedTarget['held'][number]['remedy'], string>> = {
	write: '"buildrepo index.xml" writes it anew',
	wait: 'Written anew, it would name the same: what is at the target stays until that can be published',
	remove: 'This generation of Metro does not write it: remove it',
};

/**
 * Says what came of each target, and what is not published.
 * @param isWhole false if something of the mirror could not be published that should be
 */
function tellPublished(
	host: Host,
	published: readonly PublishedTarget[],
	isWhole: boolean,
	mirror: string,
): void {
	const [first] = published;
	const because = (more: string | null = null): string => (more === null ? '' : `: ${more}`);
	for (const { name, reason, remedy } of first?.leftOut ?? [])
		printNote(host, `${joinPath(mirror, name)} is not published: ${reason}${because(remedy)}`);
	for (const { name, reason, cause, remedy } of first?.held ?? []) {
		const path = joinPath(mirror, name);
		printError(host, `${path} is not published: ${reason}${because(cause)}. ${remedies[remedy]}`);
	}
	for (const target of published) {
		for (const { name, reason } of target.kept)
			printNote(host, `${name} at ${target.place} stays: ${reason}`);
		if (target.reason !== null) printError(host, `${target.place}: ${target.reason}`);
		if (target.state === 'planned') tellPlanned(host, target);
		say(host, sentenceOf(target, isWhole));
	}
}

/** So many names of each part are printed; --json has more. */
const mostNamed = 20;

/** What would be sent, part by part, and what would be removed then. */
function tellPlanned(host: Host, { parts, removed, removes }: PublishedTarget): void {
	const tell = (lines: readonly string[], all: number): void => {
		for (const line of lines.slice(0, mostNamed)) say(host, line);
		const more = all - Math.min(lines.length, mostNamed);
		if (more > 0) say(host, `and ${more} more`);
	};
	for (const { files, names } of parts)
		tell(
			names.map(({ name, bytes }) => `Would send ${name}${bytes === null ? '' : ` (${sizeText(bytes)})`}`),
			files,
		);
	tell(
		removes.map((name) => `Would remove ${name}`),
		removed,
	);
}

function sentenceOf({ state, place, files, bytes, removed }: PublishedTarget, isWhole: boolean): string {
	const sent = `${withCount(files, 'file')} (${sizeText(bytes)})`;
	const gone = removed === 0 ? '' : `, ${removed} removed`;
	switch (state) {
		case 'planned':
			if (files + removed === 0) return `${place}: nothing would be sent.`;
			return `${place}: ${sent} would be sent${gone === '' ? '' : `, ${removed} would be removed`}.`;
		case 'published':
			return `${place}: ${sent} sent${gone}. ${isWhole ? 'It is up to date.' : 'All but what is named above is up to date.'}`;
		case 'failed':
			if (files === 0) return `${place}: nothing was sent.`;
			return `${place}: ${sent} sent, then it failed. Run the command again to go on.`;
	}
}

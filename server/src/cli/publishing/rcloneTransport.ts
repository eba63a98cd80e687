/** Publishing by rclone, to any remote that it knows. */
import type { PublishTarget } from '../../setup/configuration/publishSettings.ts';
import { compareVersions, versionIn, whyTransferFailed, whyUnusable } from '../../transfer/failures.ts';
import { placeBelow } from '../../transfer/place.ts';
import {
	carefulRclone,
	isDisk,
	oldestRclone,
	rcloneFeatures,
	rcloneLine,
	rcloneList,
	rcloneListing,
	rcloneProbe,
	rcloneRemove,
	rcloneRemoveDirectory,
	rcloneSend,
} from '../../transfer/rclone.ts';
import type { ListedFile } from '../../transfer/rsync.ts';
import type { Host, PipedOutcome } from '../host.ts';
import { printNote } from '../output/stderr.ts';
import { endOf, isFine, lineReader, mostNamed, type Transport } from './transport.ts';

/** The status for a directory that does not exist. Where remotes have no directories, that says nothing. */
const noDirectory = 3;

export function rcloneTransport(host: Host, { place, bandwidth, links }: PublishTarget): Transport {
	const call = (words: readonly string[], names: readonly string[] = [], more: Listeners = {}) =>
		host.processes.pipe({
			program: 'rclone',
			arguments: words,
			env: host.env,
			cwd: '/',
			input: names.map((name) => `${name}\n`).join(''),
			...more,
		});
	return {
		async probe() {
			const version = await call(['version']);
			const text = isFine(version) ? version.output : { reason: endOf(version) };
			const unusable = whyUnusable('rclone', text, oldestRclone);
			if (unusable !== undefined) return { reason: unusable };
			const outcome = await call(rcloneProbe(place));
			const isNew = outcome.kind === 'exited' && outcome.status === noDirectory;
			if (!isFine(outcome) && !isNew) return { reason: reasonOf(outcome) };
			const writesInPlace =
				typeof text === 'string' && compareVersions(versionIn(text) ?? [], carefulRclone) < 0;
			const onDisk = (isNew || writesInPlace) && isDisk((await call(rcloneFeatures(place))).output);
			// On a disk, a directory that is not there may be one that is not mounted.
			if (isNew && onDisk) return { reason: reasonOf(outcome) };
			if (writesInPlace && onDisk)
				printNote(
					host,
					`rclone before ${carefulRclone.join('.')} writes files of this remote in place: for a moment readers can see part of one. Use a newer rclone, or rsync`,
				);
			return { names: outcome.output };
		},
		async send({ from, names, what, pretend, onPercent }) {
			let sent = { bytes: 0, totalBytes: 0, files: 0 };
			const named: ListedFile[] = [];
			const onComplaint = lineReader((line) => {
				const { sent: told, pretended } = rcloneLine(line);
				if (pretended !== undefined && named.length < mostNamed) named.push(pretended);
				if (told === undefined) return;
				sent = told;
				if (told.totalBytes > 0) onPercent(Math.floor((100 * told.bytes) / told.totalBytes));
			});
			const always = what === 'indexes';
			const keeping = links === 'keep' ? 'keep' : 'copy';
			const outcome = await call(
				rcloneSend({ from, to: place, links: keeping, bandwidth, always, pretend }),
				names,
				{
					onComplaint,
				},
			);
			const { files, bytes } = sent;
			return { files, bytes, named, ...(isFine(outcome) ? {} : { reason: reasonOf(outcome) }) };
		},
		async list() {
			const output: string[] = [];
			const outcome = await call(rcloneList(place), [], { onOutput: (text) => void output.push(text) });
			if (outcome.kind === 'exited' && outcome.status === noDirectory) return [];
			if (!isFine(outcome)) return { reason: reasonOf(outcome) };
			return rcloneListing(output.join('')) ?? { reason: 'the list that rclone gave of it is not whole' };
		},
		async remove(files, directories) {
			const removed = files.length === 0 ? undefined : await call(rcloneRemove(place), files);
			if (removed !== undefined && !isFine(removed)) return reasonOf(removed);
			// Where directories are only parts of names, they are gone already.
			for (const name of directories) await call(rcloneRemoveDirectory(placeBelow(place, name)));
			return undefined;
		},
	};
}

interface Listeners {
	readonly onOutput?: (text: string) => void;
	readonly onComplaint?: (text: string) => void;
}

function reasonOf(outcome: PipedOutcome): string {
	const problems = outcome.complaint.split('\n').flatMap((line) => rcloneLine(line).problem ?? []);
	return whyTransferFailed('rclone', problems.join('\n') || outcome.complaint, endOf(outcome));
}

/** Publishing by rsync: to a directory, over ssh, or to an rsync server. */
import { append } from '../../base/collections.ts';
import type { PublishTarget } from '../../setup/configuration/publishSettings.ts';
import { whyTransferFailed, whyUnusable } from '../../transfer/failures.ts';
import { transferPlace } from '../../transfer/place.ts';
import {
	fileList,
	type ListedFile,
	listedFile,
	oldestRsync,
	type RsyncOptions,
	rsyncList,
	rsyncPercent,
	rsyncProbe,
	rsyncRemove,
	rsyncSend,
} from '../../transfer/rsync.ts';
import type { Host, PipedOutcome } from '../host.ts';
import {
	endOf,
	isFine,
	lineReader,
	mostNamed,
	type SendOutcome,
	type SendRequest,
	type Transport,
} from './transport.ts';

/** Some of the files were gone: that is what `rsyncRemove` wants. */
const vanished = 24;

/** @param empty an empty directory */
export function rsyncTransport(host: Host, target: PublishTarget, empty: string): Transport {
	const env = { ...host.env, LC_ALL: 'C.UTF-8' };
	const options: RsyncOptions = { to: target.place, bandwidth: target.bandwidth, ...rshOf(host, target) };
	const call = (words: readonly string[], input = '', onLine: (line: string) => void = () => {}) =>
		host.processes.pipe({
			program: 'rsync',
			arguments: words,
			env,
			cwd: '/',
			input,
			onOutput: lineReader(onLine),
		});
	const { links } = target;
	const reasonOf = (outcome: PipedOutcome): string => reasonAt(target, outcome);
	return {
		async probe() {
			const version = await call(['--version']);
			const unusable = whyUnusable(
				'rsync',
				isFine(version) ? version.output : { reason: endOf(version) },
				oldestRsync,
			);
			if (unusable !== undefined) return { reason: unusable };
			const outcome = await call(rsyncProbe(options));
			return isFine(outcome) ? { names: outcome.output } : { reason: reasonOf(outcome) };
		},
		async send(request) {
			const keeping = links === 'keep' ? 'keep' : 'copy';
			const words = rsyncSend({
				...options,
				from: request.from,
				links: keeping,
				checksum: request.what === 'indexes',
				pretend: request.pretend,
			});
			return sendWith((onLine) => call(words, fileList(request.names), onLine), request, reasonOf);
		},
		async list() {
			const found: ListedFile[] = [];
			const outcome = await call(rsyncList(options, empty), '', (line) => {
				const file = listedFile(line);
				if (file !== undefined) found.push(file);
			});
			return isFine(outcome) ? found : { reason: reasonOf(outcome) };
		},
		async remove(files, directories) {
			for (const names of [files, ...byDepth(directories)]) {
				if (names.length === 0) continue;
				const outcome = await call(rsyncRemove(options, empty), fileList(names));
				if (!isFine(outcome) && !(outcome.kind === 'exited' && outcome.status === vanished))
					return reasonOf(outcome);
			}
			return undefined;
		},
	};
}

async function sendWith(
	call: (onLine: (line: string) => void) => Promise<PipedOutcome>,
	{ onPercent }: SendRequest,
	reasonOf: (outcome: PipedOutcome) => string,
): Promise<SendOutcome> {
	let files = 0;
	let bytes = 0;
	const named: ListedFile[] = [];
	const outcome = await call((line) => {
		const sent = listedFile(line);
		if (sent !== undefined && !sent.isDirectory) {
			files += 1;
			bytes += sent.size ?? 0;
			if (named.length < mostNamed) named.push(sent);
		}
		const percent = rsyncPercent(line);
		if (percent !== undefined) onPercent(percent);
	});
	return { files, bytes, named, ...(isFine(outcome) ? {} : { reason: reasonOf(outcome) }) };
}

/** ssh asks nobody unless somebody is there, and finds out within a minute that a link is lost. */
function rshOf({ env, err }: Host, { place }: PublishTarget): { readonly rsh?: string } {
	if (transferPlace('rsync', place).kind !== 'ssh' || env.RSYNC_RSH) return {};
	const asks = err.isTerminal ? '' : ' -o BatchMode=yes';
	return { rsh: `ssh -o ConnectTimeout=30 -o ServerAliveInterval=15${asks}` };
}

/** The deepest first: a directory is removed only when it is empty. */
function byDepth(directories: readonly string[]): readonly (readonly string[])[] {
	const levels = new Map<number, string[]>();
	for (const name of directories) {
		const depth = name.split('/').length;
		append(levels, depth, name);
	}
	return [...levels].sort(([a], [b]) => b - a).map(([, names]) => names);
}

function reasonAt({ place }: PublishTarget, outcome: PipedOutcome): string {
	const told = transferPlace('rsync', place);
	const host = told.kind === 'ssh' ? told.host : undefined;
	return whyTransferFailed('rsync', outcome.complaint, endOf(outcome), host);
}

/** The master of several servers: where it is, and how it is asked and sent to. */
import {
	type Connection,
	type MasterAnswer,
	progressReader,
	readMasterAnswer,
	rsyncWords,
	sshWords,
} from '../../../repository/index.ts';
import {
	type UploadSettings,
	uploadForms,
	uploadSettings,
} from '../../../setup/configuration/uploadSettings.ts';
import {
	type FailedTransfer,
	isRecentRsync,
	type TransferTrouble,
	transferTrouble,
} from '../../../transfer/transferTrouble.ts';
import { CommandError } from '../../commandError.ts';
import type { PipedOutcome } from '../../host.ts';
import type { Session } from '../../session.ts';

/** Work with the master failed. */
export class MasterError extends Error {
	readonly trouble: TransferTrouble;

	constructor(trouble: TransferTrouble) {
		super(trouble.message);
		this.trouble = trouble;
	}
}

export interface Master {
	readonly host: string;
	/** The mirror there. */
	readonly path: string;
	readonly settings: UploadSettings;
	/** Runs a script there. Throws `MasterError` unless all of its answer came. */
	ask(script: string): Promise<MasterAnswer & { readonly complaint: string }>;
	/**
	 * Sends the contents of a directory into another one there. Throws `MasterError`.
	 * @param tell told of how many bytes of it are there
	 */
	send(from: string, to: string, byContent: boolean, tell: (bytes: number) => void): Promise<void>;
}

/** Finds the master. Throws `CommandError` if `.metro` names none, or rsync here is of no use. */
export async function openMaster(session: Session): Promise<Master> {
	const { host } = session;
	const { mirror } = await session.setup();
	const settings = await settingsOf(session);
	const path = settings.path ?? mirror;
	const unattended = !host.err.isTerminal || host.report !== undefined;
	const connection: Connection = { host: settings.host, unattended };
	const place = { host: settings.host, path };
	// Messages are recognised by their English words.
	const env = { ...host.env, LC_ALL: 'C' };
	const request = { env, cwd: '/' };
	const version = await host.processes.pipe({ ...request, program: 'rsync', arguments: ['--version'] });
	if (version.kind !== 'exited')
		throw new CommandError(transferTrouble(failedCall('rsync', version, place)).message);
	const [line = ''] = version.output.split('\n');
	if (!isRecentRsync(line)) throw new CommandError(`rsync is too old here: it needs 3.1 or later (${line})`);
	return {
		...place,
		settings,
		async ask(script) {
			const words = sshWords(connection);
			const outcome = await host.processes.pipe({
				...request,
				program: 'ssh',
				arguments: words,
				input: script,
			});
			host.signal.throwIfAborted();
			const answer = readMasterAnswer(outcome.output);
			const { complaint } = outcome;
			if (answer.whole) return { ...answer, complaint };
			const failed = failedCall('ssh', outcome, place);
			const silent = outcome.kind === 'exited' && outcome.status !== 255 && !answer.begun && complaint === '';
			throw new MasterError(
				silent
					? {
							message: `${place.host} answers no questions: see that "ssh ${place.host} true" writes nothing and that commands may be run there`,
							concerns: 'everything',
						}
					: transferTrouble(failed),
			);
		},
		async send(from, to, byContent, tell) {
			const { bandwidth } = settings;
			const outcome = await host.processes.pipe({
				...request,
				program: 'rsync',
				arguments: rsyncWords(connection, { from, to, bandwidth, byContent }),
				onOutput: progressReader(tell),
			});
			host.signal.throwIfAborted();
			if (outcome.kind === 'exited' && outcome.status === 0) return;
			throw new MasterError(transferTrouble(failedCall('rsync', outcome, place)));
		},
	};
}

function failedCall(
	program: FailedTransfer['program'],
	outcome: PipedOutcome,
	place: Pick<FailedTransfer, 'host' | 'path'>,
): FailedTransfer {
	return {
		program,
		status: outcome.kind === 'exited' ? outcome.status : undefined,
		...(outcome.kind === 'failed' && { reason: outcome.reason }),
		complaint: outcome.complaint,
		...place,
	};
}

/** Throws `CommandError` if `.metro` does not say where the master is. */
async function settingsOf(session: Session): Promise<UploadSettings> {
	const { metroFile } = await session.setup();
	const { configuration } = await session.readSetup();
	const values = new Map<string, string>();
	for (const key of uploadForms.keys()) {
		const outcome = (await configuration?.resolver.lookUp(key))?.outcome;
		if (outcome?.kind === 'text') values.set(key, outcome.text.trim());
		if (outcome?.kind === 'error' && configuration?.collection.plain.has(key) === true)
			throw new CommandError(`${metroFile}: ${key} cannot be resolved: ${outcome.error.message}`, 2, { key });
	}
	const settings = uploadSettings(values);
	if (typeof settings === 'string')
		throw new CommandError(`${metroFile}: ${settings}`, 2, { key: settings.split(' ')[0] ?? '' });
	if (settings === undefined)
		throw new CommandError(
			`${metroFile} does not say where the master is: add [section upload] with the line "host: NAME", as for ssh`,
			2,
			{ key: 'upload/host', add: '[section upload]\n\nhost: ' },
		);
	return settings;
}

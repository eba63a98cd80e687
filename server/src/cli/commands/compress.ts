/** `compress` (2019): compresses the archives that wait for it below a directory. */
import { busyEnding, compressors, findWaiting, markEnding, type Trouble } from '../../repository/index.ts';
import { changeOn, openDirectory } from '../change.ts';
import type { Command } from '../command.ts';
import { scanWorld } from '../ground.ts';
import { locate } from '../locate.ts';
import { Refusal } from '../refusal.ts';
import type { Session } from '../session.ts';
import { complain, note } from '../stderr.ts';

export const compress: Command = {
	name: 'compress',
	family: 'metro',
	takes: 'rest',
	dialect: '2019',
	usage: 'DIR',
	summary: 'compress all archives below DIR that are marked with a .tar.cme file',
	details: [
		'How, says target/compression: xz, gz or bz2. An archive that cannot be compressed keeps its mark.',
	],
	options: [],
	async run(session, { words }) {
		const { host } = session;
		const [directory, ...more] = words;
		if (directory === undefined || more.length > 0) {
			host.out.write('Please specify path to scan as second argument.\n');
			return 1;
		}
		const top = await locate(session, directory);
		if (top === undefined) throw new Refusal(`${directory} does not exist: name a directory`);
		const troubles: Trouble[] = [];
		let status: number | undefined;
		for await (const { path, state } of findWaiting(top, scanWorld(host), troubles)) {
			if (state === 'busy') host.out.write('Compression in progress, skipping...\n');
			else if (state === 'missing') host.out.write(`${path} doesn't exist, can't compress.\n`);
			else if (!(await compressOne(session, top, path))) status = 1;
		}
		for (const { message } of troubles) note(host, message);
		return status;
	},
};

async function compressOne(session: Session, top: string, path: string): Promise<boolean> {
	const { host } = session;
	const ground = await openDirectory(session, top, `${top} does not exist: name a directory`);
	const { compression } = await session.setup();
	const compressor = compressors.get(compression ?? '');
	if (compressor !== undefined) {
		host.out.write(`Compressing file ${path}...\n`);
		await host.out.flush();
		const [program, ...options] = compressor;
		const busy = path + busyEnding;
		const content = new Uint8Array();
		const begun = await changeOn(ground, session, {
			kind: 'write-file',
			path: busy,
			content,
			reason: 'compression in progress',
		});
		if (!begun) return false;
		const outcome = await host.processes.run({
			program,
			arguments: [...options, '--', path],
			env: host.env,
			cwd: host.cwd,
		});
		await changeOn(ground, session, { kind: 'remove-file', path: busy, reason: 'compression has ended' });
		if (outcome.kind !== 'exited' || outcome.status !== 0) {
			complain(host, `${program} could not compress ${path}`);
			return false;
		}
	}
	return changeOn(ground, session, {
		kind: 'remove-file',
		path: path + markEnding,
		reason: 'the archive is compressed',
	});
}

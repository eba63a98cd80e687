/** Calls of buildrepo on a sample laid out in memory, on a fixed day. */
import { layOut, type Sample } from './sampleRepository.ts';
import { buildrepo, type TestMachine } from './testHost.ts';

/** The day after the builds of the samples. */
export const now = '2015-02-20T12:00:00Z';

/** For a machine: the other dialect than that of 2015, which `call` takes otherwise. */
export const in2019 = { env: { BUILDREPO_DIALECT: '2019' } };

/** Runs one call on a sample in the 2015 dialect. */
export async function call(line: string, sample: Sample, machine: Partial<TestMachine> = {}) {
	const files = layOut(sample);
	const outcome = await buildrepo(line.split(' '), {
		files,
		now,
		...machine,
		env: { BUILDREPO_DIALECT: '2015', ...machine.env },
	});
	return { ...outcome, lines: outcome.stdout.split('\n').slice(0, -1), files };
}

/** A build with a status file, as the 2019 dialect wants it. */
export function finished(directory: string, status = 'ok'): Readonly<Record<string, string>> {
	return { [`${directory}/stage3-x.tar.xz`]: 'x', [`${directory}/status`]: status };
}

export async function textOf(
	files: { read(path: string): Promise<Uint8Array | undefined> },
	path: string,
): Promise<string> {
	return new TextDecoder().decode(await files.read(path));
}

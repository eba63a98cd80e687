/** `create`: creates the directories of subarches that `.buildbot` names, so that Metro builds them. */
import { FileError, type FileWriter } from '../../base/fileSystem.ts';
import { directoryOf } from '../../base/posixPath.ts';
import type { MissingSubarch, Repository } from '../../repository/index.ts';
import { missingPath } from '../../repository/index.ts';
import { change } from '../changes/change.ts';
import type { Command } from '../command.ts';
import { CommandError } from '../commandError.ts';
import { didYouMean } from '../help/didYouMean.ts';
import { readMissing } from '../missing.ts';
import { eventsOption } from '../output/events.ts';
import { writeJson } from '../output/json.ts';
import { say } from '../output/stdout.ts';
import type { Session } from '../session.ts';

export const create: Command = {
	name: 'create',
	family: 'extended',
	usage: '[--repository | SUBARCH...]',
	summary: 'create the directories of subarches that .buildbot names, so that Metro builds them',
	details: [
		'SUBARCH is BUILD/ARCH/SUBARCH, the directory itself, or the name alone where it is unambiguous. Without one, creates every missing directory whose arch is known.',
		'With --repository, creates the directory of path/mirror and nothing in it.',
	],
	exitStatus: '0 if the directories exist; 1 if one could not be created; 2 if a name is ambiguous',
	options: [{ name: 'repository', summary: 'create the directory of path/mirror itself' }, eventsOption],
	async run(session, { options, words }) {
		const { host } = session;
		const made = options.has('repository')
			? await createRepository(session, words)
			: await createSubarches(session, words);
		if (made === undefined) return 1;
		for (const path of made) host.report?.({ event: 'created', path });
		if (options.has('json')) writeJson(host, made);
		else if (made.length === 0) say(host, 'Nothing to create: no directory is missing.');
		else for (const path of made) say(host, `Created ${path}`);
		return 0;
	},
};

/** The paths that were created; `undefined` if one could not be, which is reported on standard error. */
async function createSubarches(session: Session, words: readonly string[]): Promise<string[] | undefined> {
	const { repository } = await session.scan();
	const missing = await readMissing(session);
	const paths =
		words.length === 0
			? missing.flatMap((one) => missingPath(repository, one) ?? [])
			: words.map((word) => pathOf(word, missing, repository));
	const unknown = missing.find((one) => missingPath(repository, one) === undefined);
	if (words.length === 0 && paths.length === 0 && unknown !== undefined)
		throw new CommandError(whichArch(unknown));
	let failed = false;
	for (const path of new Set(paths)) {
		const archPath = directoryOf(path);
		for (const each of [directoryOf(archPath), archPath, path]) {
			const wanted = { kind: 'make-directory', path: each, reason: 'named in .buildbot' } as const;
			if (await change(session, wanted)) continue;
			failed = true;
			break;
		}
	}
	return failed ? undefined : [...new Set(paths)];
}

/** The missing directory that a word means. Throws `CommandError` if the word means none or several. */
function pathOf(word: string, missing: readonly MissingSubarch[], { mirror }: Repository): string {
	const all = missing.flatMap(({ build, subarch, arches }) =>
		arches.map((arch) => ({ name: `${build}/${arch}/${subarch}`, subarch })),
	);
	const below = word.startsWith(`${mirror}/`) ? word.slice(mirror.length + 1) : word;
	const exact = all.find(({ name }) => name === below);
	const [only, ...others] = exact === undefined ? all.filter(({ subarch }) => subarch === word) : [exact];
	if (only === undefined) {
		const names = all.map(({ name }) => name);
		const remedy = didYouMean(below, names, 'see "buildrepo empties --missing"');
		throw new CommandError(`.buildbot names no subarch ${word} whose directory is missing: ${remedy}`);
	}
	if (others.length > 0) {
		const names = [only, ...others].map(({ name }) => name);
		throw new CommandError(`${word} is ambiguous: name one of ${names.join(', ')}`);
	}
	return `${mirror}/${only.name}`;
}

function whichArch({ build, subarch, arches }: MissingSubarch): string {
	return `the arch of ${subarch} is not known: use buildrepo create ${build}/${arches[0]}/${subarch}, or another arch`;
}

async function createRepository(session: Session, words: readonly string[]): Promise<string[]> {
	if (words[0] !== undefined) throw new CommandError(`create --repository takes no "${words[0]}"`);
	const { mirror } = await session.setup();
	const { files } = session.host;
	if ((await files.status(mirror)) !== undefined) return [];
	await makeWithParents(files, mirror);
	return [mirror];
}

/** Creates a directory and its parents. Rejects with `FileError`. */
async function makeWithParents(files: FileWriter, path: string): Promise<void> {
	const real = await files.realPath(path);
	if (real !== undefined) return;
	if ((await files.linkStatus(path)) !== undefined)
		throw new FileError('exists', path, `${path} exists and is not a directory`);
	const parent = directoryOf(path);
	await makeWithParents(files, parent);
	const place = (await files.realPath(parent)) ?? parent;
	await files.makeDirectory(`${place === '/' ? '' : place}/${path.slice(path.lastIndexOf('/') + 1)}`);
}

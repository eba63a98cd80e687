/** Makes the sample Metro home: configuration, a small installation, a stand-in for Metro, and a repository. */
import {
	cpSync,
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { farm } from './farm.ts';
import { bundleStandIn } from './standIn/bundle.ts';
import { writeSubarchSpecs } from './subarchSpecs.ts';
import { renewLocks, writeRepository } from './writeRepository.ts';

export interface SampleOptions {
	/** The day from which all dates are counted. */
	readonly now: Date;
	/** A living process, which the lock of the build in progress names; without it, no build is in progress. */
	readonly runner?: number;
	/** The duration of a build of the stand-in. */
	readonly seconds?: number;
	/** User and group that own the repository; by default, the user who runs this. */
	readonly owner?: string;
	readonly group?: string;
}

export interface SampleHome {
	/** The folder with `.metro` and `.buildbot`. */
	readonly home: string;
	readonly mirror: string;
	readonly install: string;
	readonly datedBuilds: number;
}

/** Makes the home in `folder`, which must be missing, empty, or an earlier sample (which it replaces). */
export async function makeSampleHome(folder: string, options: SampleOptions): Promise<SampleHome> {
	if (existsSync(folder) && readdirSync(folder).length > 0) {
		if (!isSampleHome(folder)) throw notASample(folder);
		rmSync(folder, { recursive: true });
	}
	const sample = { home: folder, mirror: join(folder, 'mirror'), install: join(folder, 'metro') };
	copyTemplate('home', folder);
	fillIn(join(folder, '.metro'), options);
	copyTemplate('installation', sample.install);
	// As in Metro's own installation, these arches have the same packages.
	for (const arch of ['pure64', 'x86-32bit']) {
		symlinkSync('x86-64bit.conf', join(sample.install, 'etc', 'builds', 'packages', `${arch}.conf`));
	}
	writeSubarchSpecs(join(sample.install, 'subarch'));
	await bundleStandIn(standInOf(folder));
	writeRepository(sample.mirror, sample.install, options.now, options.runner);
	return { ...sample, datedBuilds: farm.reduce((total, { builds }) => total + builds.length, 0) };
}

/**
 * Makes the home in `folder`, replacing an existing sample. It is made beside that folder first, so that an interrupted run
 * leaves nothing that looks like a complete home.
 */
export async function replaceSampleHome(folder: string, options: SampleOptions): Promise<SampleHome> {
	if (existsSync(folder) && !isSampleHome(folder)) throw notASample(folder);
	const draft = `${folder}.part`;
	rmSync(draft, { recursive: true, force: true });
	const made = await makeSampleHome(draft, options);
	rmSync(folder, { recursive: true, force: true });
	renameSync(draft, folder);
	return { ...made, home: folder, mirror: join(folder, 'mirror'), install: join(folder, 'metro') };
}

/** Updates an existing sample home: installs the current stand-in for Metro, and assigns its build in progress to `runner`. */
export async function renewSampleHome(
	folder: string,
	{ now, runner }: { readonly now: Date; readonly runner: number },
): Promise<void> {
	await bundleStandIn(standInOf(folder));
	renewLocks(join(folder, 'mirror'), runner, now);
}

function standInOf(folder: string): string {
	return join(folder, 'metro', 'metro');
}

function notASample(folder: string): Error {
	return new Error(`${folder} is neither empty nor a sample home: it is left alone`);
}

/** Whether a folder is a sample home, complete or not. */
function isSampleHome(folder: string): boolean {
	const readme = join(folder, 'README.md');
	return existsSync(readme) && readFileSync(readme, 'utf8').startsWith('# A sample Metro home');
}

function copyTemplate(name: string, folder: string): void {
	mkdirSync(folder, { recursive: true });
	cpSync(join(import.meta.dirname, name), folder, { recursive: true });
}

function fillIn(path: string, options: SampleOptions): void {
	const owner = options.owner ?? userInfo().username;
	const values = new Map([
		['@OWNER@', owner],
		['@GROUP@', options.group ?? groupOfThisUser() ?? owner],
		['@SECONDS@', String(options.seconds ?? 90)],
	]);
	const text = readFileSync(path, 'utf8').replace(/@[A-Z]+@/g, (name) => values.get(name) ?? name);
	writeFileSync(path, text);
}

function groupOfThisUser(): string | undefined {
	const lines = existsSync('/etc/group') ? readFileSync('/etc/group', 'utf8').split('\n') : [];
	const gid = String(userInfo().gid);
	return lines.map((line) => line.split(':')).find((fields) => fields[2] === gid)?.[0];
}

/** Writes the files that Metro leaves for a build: archives, logs, status, versions and links. */
import {
	existsSync,
	mkdirSync,
	readFileSync,
	renameSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { archiveName, type BuildStep, type FailedPackage } from './buildLog.ts';
import { readMetroFile } from './metroFile.ts';
import { tarXz } from './tarXz.ts';

/** Where the files of one subarch are; the parts of the path are Metro's arguments. */
export interface SubarchPlace {
	readonly mirror: string;
	readonly build: string;
	readonly arch: string;
	readonly subarch: string;
}

export function subarchFolder({ mirror, build, arch, subarch }: SubarchPlace): string {
	return join(mirror, build, arch, subarch);
}

export function controlFolder(place: SubarchPlace): string {
	return join(subarchFolder(place), '.control');
}

export function versionFolder(place: SubarchPlace, version: string): string {
	return join(subarchFolder(place), version);
}

export function stepOf({ build, subarch }: SubarchPlace, target: string, version: string): BuildStep {
	return { target, build, subarch, version };
}

/** Writes a file and the folders above it, with `modified` as its time. */
export function writeFileAt(path: string, content: string | Buffer, modified: Date): void {
	mkdirSync(join(path, '..'), { recursive: true });
	writeFileSync(path, content);
	utimesSync(path, modified, modified);
}

/**
 * Writes the archive of a step and the files that belong to it. A stage1 or stage3 is recorded as the newest of its kind, and the
 * newest stage3 gets a link. Returns the archive's path.
 */
export function writeStage(place: SubarchPlace, target: string, version: string, modified: Date): string {
	const step = stepOf(place, target, version);
	const name = `${archiveName(step)}.tar.xz`;
	const path = join(versionFolder(place, version), name);
	writeFileAt(path, sampleArchive(step, modified), modified);
	const stage = name.slice(0, name.indexOf('-'));
	if (stage === 'stage1' || stage === 'stage3') {
		writeFileAt(join(controlFolder(place), 'version', stage), `${version}\n`, modified);
	}
	if (stage === 'stage3') relink(join(version, name), join(subarchFolder(place), 'stage3-latest.tar.xz'));
	return path;
}

/** Writes a snapshot of a build's package tree and points the link to it. Returns the archive's path. */
export function writeSnapshot(mirror: string, build: string, version: string, modified: Date): string {
	const step: BuildStep = { target: 'snapshot', build, subarch: '', version };
	const name = `${archiveName(step)}.tar.xz`;
	const path = snapshotPath(mirror, build, version);
	writeFileAt(path, sampleArchive(step, modified), modified);
	relink(name, join(path, '..', 'portage-current.tar.xz'));
	return path;
}

export function snapshotPath(mirror: string, build: string, version: string): string {
	return join(mirror, build, 'snapshots', `portage-${version}.tar.xz`);
}

/** The log of a step. */
export function logPath(place: SubarchPlace, target: string, version: string): string {
	return join(versionFolder(place, version), 'log', `${target}.txt`);
}

/** Writes the list of packages that broke a build, beside its logs. */
export function writeErrors(
	place: SubarchPlace,
	version: string,
	errors: readonly FailedPackage[],
	modified: Date,
): void {
	const path = join(versionFolder(place, version), 'log', 'errors.json');
	writeFileAt(path, JSON.stringify(errors, undefined, 4), modified);
}

export function writeStatus(
	place: SubarchPlace,
	version: string,
	status: 'ok' | 'fail',
	modified: Date,
): void {
	writeFileAt(join(versionFolder(place, version), 'status'), status, modified);
}

/** Writes the build's build-info.json from the installation's facts about the subarch; index.xml copies it. */
export function writeBuildInfo(place: SubarchPlace, install: string, version: string, modified: Date): void {
	const spec = join(install, 'subarch', `${place.subarch}.spec`);
	if (!existsSync(spec)) return;
	const facts = readMetroFile(readFileSync(spec, 'utf8'));
	const info: Record<string, string> = {
		ARCH: facts.get('target/arch') ?? '',
		CFLAGS: facts.get('portage/CFLAGS') ?? '',
		CHOST: facts.get('portage/CHOST') ?? '',
	};
	const flags = facts.get('portage/HOSTUSE');
	if (flags !== undefined) info.CPU_FLAGS_X86 = flags;
	const path = join(versionFolder(place, version), 'build-info.json');
	writeFileAt(path, `${JSON.stringify(info, undefined, 4)}\n`, modified);
}

function sampleArchive({ target, build, subarch, version }: BuildStep, modified: Date): Buffer {
	const text = `A sample archive, made without building anything.\n${[target, build, subarch, version].join(' ')}\n`;
	return tarXz([{ name: 'README.sample', text }], modified);
}

/** Several builds may do this at once. */
function relink(target: string, path: string): void {
	const made = `${path}.${process.pid}`;
	symlinkSync(target, made);
	renameSync(made, path);
}

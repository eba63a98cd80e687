/**
 * Measures a mirror in stretches, without opening a file, and remembers what it measured. A dated build is measured again when a name
 * in it was added, removed or renamed, while files in it still change, and when its measures are old.
 */
import type { WorkSignal } from '../../base/abort.ts';
import {
	type DirectoryEntry,
	FileError,
	type FileReader,
	undefinedIfUnreadable,
} from '../../base/fileSystem.ts';
import { mapParallel } from '../../base/parallel.ts';
import { isTurnOver, pause } from '../../base/work.ts';
import type { IsArchive } from './archiveCount.ts';
import { type Survey, type SurveyedUnit, sumUnits } from './survey.ts';
import { directoryStamp, directoryUse, measureUnit, type UnitUse, unmeasuredUse } from './unitUse.ts';

export interface Surveyor {
	/**
	 * Measures what is new, and of the rest only what may have changed; `undefined` if there is no mirror.
	 * @param mirror its real path
	 * @param isOutdated false for subarches, by name, that are as they were measured
	 */
	survey(
		mirror: string,
		signal: WorkSignal,
		isOutdated?: (subarch: string) => boolean,
	): Promise<Survey | undefined>;
	/** What was measured of a directory `BUILD/ARCH/SUBARCH/NAME`; `undefined`: nothing, or it is a link. */
	useOf(name: string): UnitUse | undefined;
	/** Subarches to be measured again soon: files changed shortly before, and may be growing, or could not be measured. */
	readonly restless: ReadonlySet<string>;
}

/** Dated builds are directories of this depth; each is measured, and remembered, as a whole. */
const buildDepth = 4;

/** Milliseconds. A file that was written so recently may still be growing, which its directory does not show. */
const restlessFor = 3_600_000;

/** Milliseconds after which a directory is measured again, whatever it looks like. */
const trustedFor = 12 * 3_600_000;

interface Measured extends SurveyedUnit {
	/** Milliseconds since the epoch. */
	readonly at: number;
}

/**
 * @param atOnce the number of directories measured at a time
 * @param isArchive which files count as archives
 */
export function createSurveyor(
	files: FileReader,
	now: () => number,
	atOnce: number,
	isArchive: IsArchive,
): Surveyor {
	/** What was measured, by the name of the subarch, and of those the dated builds by their names. */
	let subarches = new Map<string, readonly Measured[]>();
	let builds = new Map<string, Measured>();
	let restless: ReadonlySet<string> = new Set();
	let last: string | undefined;

	/** The build as it was measured, if it is still like that. */
	const sameBuild = async (name: string): Promise<Measured | undefined> => {
		const known = builds.get(name);
		if (known === undefined || isRestless(known)) return undefined;
		const age = now() - known.at;
		if (age < 0 || age > trustedFor) return undefined;
		for (const [path, stamp] of known.use.directories) {
			const status = await files.linkStatus(path);
			if (status === undefined || directoryStamp(status) !== stamp) return undefined;
		}
		return known;
	};

	const survey = async (
		mirror: string,
		signal: WorkSignal,
		isOutdated: (subarch: string) => boolean,
	): Promise<readonly Measured[]> => {
		const ports = { files, signal, isArchive };
		const measure = async (name: string, kind: DirectoryEntry['kind'] | undefined): Promise<Measured> => {
			const at = now();
			const use = await measureUnit(pathOf(mirror, name), name, ports);
			return { name, isDirectory: kind === 'directory', use, at };
		};
		const visitIn = async (name: string): Promise<readonly Measured[]> => {
			const depth = depthOf(name);
			const known = depth === buildDepth - 1 && !isOutdated(name) ? subarches.get(name) : undefined;
			if (known !== undefined) return known;
			const path = pathOf(mirror, name);
			const status = await files.linkStatus(path);
			if (status === undefined) return [];
			const entries = await undefinedIfUnreadable(async () => (await files.list(path)) ?? []);
			const use = directoryUse(status, entries !== undefined);
			const own: Measured = { name, isDirectory: true, use, at: now() };
			const found = await mapParallel(entries ?? [], depth === buildDepth - 1 ? atOnce : 1, (entry) =>
				visit(name === '' ? entry.name : `${name}/${entry.name}`, entry.kind),
			);
			return [own, ...found.flat()];
		};
		const visit = async (name: string, kind: DirectoryEntry['kind']): Promise<readonly Measured[]> => {
			if (isTurnOver(signal)) await pause(signal);
			signal.throwIfAborted();
			try {
				if (kind !== 'directory') return [await measure(name, kind)];
				if (depthOf(name) < buildDepth) return await visitIn(name);
				return [(await sameBuild(name)) ?? (await measure(name, kind))];
			} catch (error) {
				if (!(error instanceof FileError)) throw error;
				return [{ name, isDirectory: kind === 'directory', use: unmeasuredUse, at: now() }];
			}
		};
		return visit('', 'directory');
	};

	return {
		async survey(mirror, signal, isOutdated = () => true) {
			// What was measured of another mirror has the same names.
			if (mirror !== last) [subarches, builds] = [new Map(), new Map()];
			last = mirror;
			const measured = await survey(mirror, signal, isOutdated);
			if (measured.length === 0) return undefined;
			const bySubarch = new Map<string, Measured[]>();
			const byBuild = new Map<string, Measured>();
			const changing = new Set<string>();
			for (const unit of measured) {
				const depth = depthOf(unit.name);
				if (depth < buildDepth - 1 || (depth === buildDepth - 1 && !unit.isDirectory)) continue;
				const subarch = unit.name.split('/', buildDepth - 1).join('/');
				const known = bySubarch.get(subarch);
				if (known === undefined) bySubarch.set(subarch, [unit]);
				else known.push(unit);
				if (depth === buildDepth && unit.isDirectory) byBuild.set(unit.name, unit);
				if (isRestless(unit)) changing.add(subarch);
			}
			[subarches, builds, restless] = [bySubarch, byBuild, changing];
			return sumUnits(measured, signal);
		},
		useOf: (name) => builds.get(name)?.use,
		get restless() {
			return restless;
		},
	};
}

function isRestless({ use, at }: Measured): boolean {
	return use.unmeasured > 0 || use.changed > at - restlessFor;
}

function pathOf(mirror: string, name: string): string {
	return name === '' ? mirror : `${mirror}/${name}`;
}

function depthOf(name: string): number {
	return name === '' ? 0 : name.split('/').length;
}

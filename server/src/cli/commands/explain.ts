/** `explain`: why a subarch is built next or not, and what happens to its builds. */
import { type CivilTime, toCivil } from '../../base/civilTime.ts';
import { sinceText } from '../../base/phrases.ts';
import { oneLine } from '../../base/visible.ts';
import {
	countOf,
	type DatedBuild,
	isForeign,
	itemPhrase,
	type LockSigns,
	lockSignsOf,
	lockSignsPhrase,
	type MapBuildAnswer,
	type MissingSubarch,
	mapBuildArguments,
	missingPath,
	type Repository,
	type RetentionItem,
	type RotationStatus,
	retention,
	rotationPhrase,
	rotationStatuses,
	type Subarch,
	targetPhrase,
} from '../../repository/index.ts';
import { subarchAround } from '../arguments/namedSubarch.ts';
import type { Command } from '../command.ts';
import { CommandError } from '../commandError.ts';
import type { Host } from '../host.ts';
import { missingPhrase, readMissing } from '../missing.ts';
import { type Color, colorizer } from '../output/color.ts';
import {
	buildJson,
	foreignLockJson,
	mapBuildJson,
	rotationStatusJson,
	subarchJson,
	writeJson,
} from '../output/json.ts';
import { say } from '../output/stdout.ts';
import type { Scanned } from '../session.ts';
import type { ReadySetup } from '../setup.ts';

export const explain: Command = {
	name: 'explain',
	family: 'extended',
	usage: '[PATH]',
	summary: 'explain why a subarch is built next or not, and what happens to its builds',
	details: [
		'PATH is the directory of a subarch, anything in it, or BUILD/ARCH/SUBARCH. Without it, explains every subarch in one line: those that are due first, those without a directory last.',
	],
	exitStatus: '0; 2 if there is no such subarch',
	options: [],
	async run(session, { options, words }) {
		const { host } = session;
		const [path, second] = words;
		if (second !== undefined) throw new CommandError(`explain takes one PATH, not "${second}" as well`);
		const scan = await session.scan();
		const now = toCivil(session.clock.now());
		const all = rotationStatuses(scan.repository.subarches, scan.policy, now);
		if (path === undefined) {
			explainAll(host, scan, all, await readMissing(session), now, options.has('json'));
			return 0;
		}
		const absent = missingAt(scan.repository, await readMissing(session), path);
		if (absent.length > 0) {
			if (options.has('json')) writeJson(host, absentJson(scan.repository, absent));
			else
				for (const one of absent) {
					say(host, missingPhrase(scan.repository, one));
					say(host, `  ${absentPhrase(one)}`);
				}
			return 0;
		}
		const subarch = subarchAround(host, scan.repository, path);
		const rotationStatus = all.get(subarch);
		if (rotationStatus === undefined) throw new CommandError(`${path} cannot be explained`);
		const items = new Map(
			retention(scan.repository, scan.policy, now)
				.filter((item) => item.subarch === subarch)
				.map((item) => [item.path, item]),
		);
		const said = await scan.askMapBuild(mapBuildArguments(subarch));
		const signs = isForeign(subarch) ? await lockSignsOf(subarch, host.files) : undefined;
		const found: Explained = { setup: scan, subarch, rotationStatus, items, said, signs };
		if (options.has('json')) writeJson(host, explainedJson(found));
		else host.out.write(explainedText(found, session.clock.now()));
		return 0;
	},
};

const colors: Readonly<Record<RotationStatus['kind'], Color>> = {
	due: 'yellow',
	'in-progress': 'green',
	waiting: 'green',
	remote: 'dim',
	unreadable: 'red',
	'out-of-rotation': 'red',
	'needs-first-build': 'yellow',
};

/** The missing subarches that a word means: BUILD/ARCH/SUBARCH, a directory, or a bare name. */
function missingAt(
	repository: Repository,
	missing: readonly MissingSubarch[],
	word: string,
): readonly MissingSubarch[] {
	const { mirror } = repository;
	const below = word.startsWith(`${mirror}/`) ? word.slice(mirror.length + 1) : word;
	const named = missing.filter(({ build, subarch, arches }) =>
		arches.some((arch) => below === `${build}/${arch}/${subarch}`),
	);
	if (named.length > 0 || repository.subarches.some(({ subarch }) => subarch === word)) return named;
	return missing.filter(({ subarch }) => subarch === word);
}

/** In the same shape as existing subarches, so that one list can hold both. */
function absentJson(repository: Repository, absent: readonly MissingSubarch[]): object[] {
	return absent.map((one) => ({
		build: one.build,
		arch: one.arches.length > 1 ? null : one.arches[0],
		subarch: one.subarch,
		path: missingPath(repository, one) ?? null,
		local: true,
		failcount: 0,
		latest: null,
		full_date: null,
		running: false,
		unknown: null,
		standing: { kind: 'no-directory', arches: one.arches },
	}));
}

function absentPhrase({ build, subarch, arches }: MissingSubarch): string {
	const [arch, ...others] = arches;
	const which = others.length === 0 ? '' : ` (in one of ${arches.join(', ')})`;
	return `not built: it has no directory yet${which}; "buildrepo create ${build}/${arch}/${subarch}" creates it`;
}

function explainAll(
	host: Host,
	setup: Scanned,
	all: ReadonlyMap<Subarch, RotationStatus>,
	missing: readonly MissingSubarch[],
	now: CivilTime,
	json: boolean,
): void {
	const place = (rotationStatus: RotationStatus): number =>
		rotationStatus.kind === 'due' ? rotationStatus.place : Number.POSITIVE_INFINITY;
	const ordered = [...all].sort(([, a], [, b]) => (place(a) === place(b) ? 0 : place(a) - place(b)));
	if (json) {
		const there = ordered.map(([subarch, rotationStatus]) => ({
			...subarchJson(subarch),
			standing: rotationStatusJson(rotationStatus),
		}));
		writeJson(host, [...there, ...absentJson(setup.repository, missing)]);
		return;
	}
	const colored = colorizer(host);
	for (const [subarch, rotationStatus] of ordered) {
		const words = rotationPhrase(rotationStatus, subarch, setup.policy, now);
		host.out.write(`${oneLine(subarch.path)}: ${colored(oneLine(words), colors[rotationStatus.kind])}\n`);
	}
	for (const one of missing)
		host.out.write(
			`${oneLine(missingPhrase(setup.repository, one))}: ${colored(oneLine(absentPhrase(one)), 'yellow')}\n`,
		);
}

interface Explained {
	readonly setup: ReadySetup;
	readonly subarch: Subarch;
	readonly rotationStatus: RotationStatus;
	/** What `clean` does with each path. */
	readonly items: ReadonlyMap<string, RetentionItem>;
	readonly said: MapBuildAnswer;
	/** Of a lock of another host. */
	readonly signs: LockSigns | undefined;
}

/** @param now milliseconds since the epoch */
function explainedText(
	{ setup, subarch, rotationStatus, items, said, signs }: Explained,
	now: number,
): string {
	const lock = lockSignsPhrase(signs ?? {}, (moment) => sinceText(moment, now));
	const last = mapBuildArguments(subarch);
	const python = `full=${last.full ? 'True' : 'False'}, full_date=${last.fullDate ?? 'None'}`;
	const lines = [
		subarch.path,
		`  ${rotationPhrase(rotationStatus, subarch, setup.policy, toCivil(now))}`,
		...(lock === '' ? [] : [`  ${lock}`]),
		`  failcount ${countOf(subarch) ?? '?'} of ${setup.policy.maxFailcount}`,
		`  map_build gets ${python} and returns ${targetPhrase(said)}`,
	];
	if (last.full && subarch.latest?.full === false) {
		lines.push('  (this generation of Metro treats every complete build as a full one)');
	}
	for (const build of subarch.builds)
		lines.push(`  ${build.name}: ${buildWords(build, items.get(build.path))}`);
	for (const name of subarch.unseen) lines.push(`  ${name}: Metro does not see it, for want of .targets`);
	for (const name of subarch.unrecognized) lines.push(`  ${name}: not a build directory, left alone`);
	return lines.map((line) => `${oneLine(line)}\n`).join('');
}

function buildWords(build: DatedBuild, item: RetentionItem | undefined): string {
	const kind = build.kind === 'qa' ? 'QA build, ' : '';
	const full = build.state === 'complete' ? (build.full ? ', full' : ', not full') : '';
	const unnamed = build.state === 'unreadable' ? 'its kind cannot be read' : 'there is no status file yet';
	const why = item === undefined ? `left alone: ${unnamed}` : itemPhrase(item);
	return `${kind}${build.state}${full}; ${why}`;
}

function explainedJson({ subarch, rotationStatus, items, said, signs }: Explained): object {
	const { full, fullDate } = mapBuildArguments(subarch);
	return {
		...subarchJson(subarch),
		standing: rotationStatusJson(rotationStatus),
		map_build: {
			full,
			full_date: fullDate ?? null,
			...mapBuildJson(said),
		},
		builds: subarch.builds.map((build) => buildJson(build, items.get(build.path))),
		strangers: subarch.unrecognized,
		...foreignLockJson(subarch, signs),
	};
}

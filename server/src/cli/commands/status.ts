/** `status`: the state of the repository in a few lines, or all of it as JSON. */
import { type CivilTime, formatCivil, toCivil } from '../../base/civilTime.ts';
import { sinceText, withCount } from '../../base/phrases.ts';
import { oneLine } from '../../base/visible.ts';
import type { SubarchState } from '../../health/model/subarch.ts';
import { totalWords } from '../../health/subarchCounts.ts';
import { countStates, statusOf } from '../../health/subarchState.ts';
import {
	futureBuilds,
	holderPhrase,
	type IndexState,
	isForeign,
	type LockSigns,
	lockSignsPhrase,
	type MissingSubarch,
	type Repository,
	type RotationStatus,
	readIndexState,
	readLockSigns,
	retention,
	rotationStatuses,
	type Subarch,
	type Trouble,
	whyPartial,
} from '../../repository/index.ts';
import type { Command } from '../command.ts';
import { CommandError } from '../commandError.ts';
import { missingJson, missingPhrase, readMissing } from '../missing.ts';
import { type Color, colorizer } from '../output/color.ts';
import { buildJson, foreignLockJson, rotationStatusJson, subarchJson, writeJson } from '../output/json.ts';
import type { ReadySetup } from '../setup.ts';

export const status: Command = {
	name: 'status',
	family: 'extended',
	usage: '',
	summary: 'show the state of the repository; with --json, all of it',
	details: [],
	exitStatus:
		'0 if all is well; 1 if something needs attention, such as a subarch out of rotation or an unreadable file; 2 if there is no repository',
	options: [],
	async run(session, { options, words }) {
		if (words[0] !== undefined)
			throw new CommandError(`status takes no "${words[0]}": see "buildrepo explain"`);
		const { host } = session;
		const setup = await session.setup();
		const scanned = await session.scan();
		const { repository } = scanned;
		const now = toCivil(session.clock.now());
		const found = rotationStatuses(repository.subarches, setup.policy, now);
		const index = await readIndexState(scanned, host.files);
		const troubles = [
			...repository.troubles,
			...futureBuilds(repository, now),
			...unreadableIndex(index, repository),
		];
		const missing = await readMissing(session);
		const signs = await readLockSigns(repository.subarches.filter(isForeign), host.files);
		if (options.has('json'))
			writeJson(host, {
				...statusJson(setup, repository, found, now, signs),
				missing: missing.map((one) => missingJson(repository, one)),
				index: index.kind,
				troubles,
			});
		else {
			const colored = colorizer(host);
			const lines = statusLines(setup, repository, found, missing, index, troubles, now);
			const locked = lockLines(repository.subarches, signs, session.clock.now());
			for (const { text, color } of [...lines, ...locked]) {
				const line = oneLine(text);
				host.out.write(`${color === undefined ? line : colored(line, color)}\n`);
			}
		}
		const troubled = [...found.values()].some(
			({ kind }) => kind === 'out-of-rotation' || kind === 'unreadable',
		);
		return troubled || troubles.length > 0 ? 1 : 0;
	},
};

const indexWords: Readonly<Record<IndexState['kind'], string>> = {
	missing: 'missing: "buildrepo index.xml" writes it',
	current: 'up to date',
	outdated: 'out of date: "buildrepo index.xml" updates it',
	unknown: 'unknown: something cannot be read',
};

/** Why it is unknown whether index.xml is up to date, unless another problem says so already. */
function unreadableIndex({ reason, path }: IndexState, repository: Repository): readonly Trouble[] {
	if (reason === undefined || whyPartial(repository).length > 0) return [];
	return [{ code: 'unreadable-index', path: path ?? repository.mirror, message: `unreadable ${reason}` }];
}

/** The subarch that is due first. */
function nextIn(found: ReadonlyMap<Subarch, RotationStatus>): Subarch | undefined {
	return [...found].find(
		([, rotationStatus]) => rotationStatus.kind === 'due' && rotationStatus.place === 1,
	)?.[0];
}

interface Line {
	readonly text: string;
	readonly color?: Color;
}

function statusLines(
	setup: ReadySetup,
	repository: Repository,
	found: ReadonlyMap<Subarch, RotationStatus>,
	missing: readonly MissingSubarch[],
	index: IndexState,
	troubles: readonly Trouble[],
	now: CivilTime,
): readonly Line[] {
	const { subarches } = repository;
	const of = (state: SubarchState): readonly Subarch[] =>
		subarches.filter((subarch) => statusOf(subarch, setup.policy, now) === state);
	const due = [...found.values()].filter(({ kind }) => kind === 'due').length;
	const counts = countStates(subarches, setup.policy, now);
	const builds = subarches.reduce((sum, { builds }) => sum + builds.length, 0);
	const named = (title: string, subarches: readonly Subarch[], color: Color): readonly Line[] =>
		subarches.map(({ path }) => ({ text: `${title} ${path}`, color }));
	return [
		{ text: `mirror          ${setup.mirror} (buildrepo of ${setup.dialect.name})` },
		{ text: `subarches       ${subarches.length}, with ${withCount(builds, 'build')}` },
		...(subarches.length === 0 ? [] : [{ text: `of these        ${totalWords(counts).join(', ')}` }]),
		{ text: `due             ${due}` },
		{ text: `next            ${nextIn(found)?.path ?? 'nothing'}` },
		{ text: `index.xml       ${indexWords[index.kind]}` },
		...named('in progress    ', of('running'), 'green'),
		...named('out of rotation', of('out-of-rotation'), 'red'),
		...named('unreadable     ', of('unreadable'), 'red'),
		...missing.map(
			(one): Line => ({ text: `no directory    ${missingPhrase(repository, one)}`, color: 'yellow' }),
		),
		...troubles.map(({ message }): Line => ({ text: `trouble         ${message}`, color: 'red' })),
	];
}

/** The builds of other hosts, with what shows whether they go on. */
function lockLines(
	subarches: readonly Subarch[],
	signs: ReadonlyMap<string, LockSigns>,
	now: number,
): readonly Line[] {
	return subarches.flatMap(({ path, lock }): Line | readonly Line[] => {
		if (lock.kind !== 'live' || lock.holder.kind !== 'foreign') return [];
		const phrase = lockSignsPhrase(signs.get(path) ?? {}, (moment) => sinceText(moment, now));
		return {
			text: `on another host ${path}: ${[holderPhrase(lock.holder), phrase].filter(Boolean).join(', ')}`,
		};
	});
}

function statusJson(
	setup: ReadySetup,
	repository: Repository,
	found: ReadonlyMap<Subarch, RotationStatus>,
	now: CivilTime,
	signs: ReadonlyMap<string, LockSigns>,
): object {
	const { policy, dialect } = setup;
	const items = new Map(retention(repository, policy, now).map((item) => [item.path, item]));
	return {
		now: formatCivil(now),
		dialect: dialect.name,
		mirror: setup.mirror,
		stale_days: policy.staleDays,
		max_failcount: policy.maxFailcount,
		keep_num: policy.keepNum,
		next: nextIn(found)?.path ?? null,
		subarches: [...found].map(([subarch, rotationStatus]) => ({
			...subarchJson(subarch),
			standing: rotationStatusJson(rotationStatus),
			latest_path: subarch.latest?.path ?? null,
			builds: subarch.builds.map((build) => buildJson(build, items.get(build.path))),
			strangers: subarch.unrecognized,
			...foreignLockJson(subarch, signs.get(subarch.path)),
		})),
		snapshots: repository.snapshots.map(({ build, path, snapshots }) => ({ build, path, snapshots })),
		missing_arches: repository.missingArches,
	};
}

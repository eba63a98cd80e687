/** `explain`: why a subarch is built next or is not, and what becomes of its builds. */
import { toCivil } from '../../base/civilTime.ts';
import { isBelow, resolvePath } from '../../base/posixPath.ts';
import {
	countOf,
	type DatedBuild,
	type MapBuildOutcome,
	mapBuildArguments,
	type Repository,
	type RetentionItem,
	retention,
	type Standing,
	type Subarch,
	standings,
} from '../../repository/index.ts';
import type { Command } from '../command.ts';
import type { Host } from '../host.ts';
import { buildJson, saidJson, standingJson, subarchJson, writeJson } from '../json.ts';
import { namedSubarch } from '../namedSubarch.ts';
import { type Colour, painter } from '../paint.ts';
import { Refusal } from '../refusal.ts';
import type { ReadySetup } from '../setup.ts';
import { itemWords, standingWords, targetWords } from '../words.ts';

export const explain: Command = {
	name: 'explain',
	family: 'ours',
	usage: '[PATH]',
	summary: 'say why a subarch is built next, or why it is not, and what becomes of its builds',
	details: [
		'PATH is the directory of a subarch, anything in it, or BUILD/ARCH/SUBARCH. Without it every subarch is explained in one line, those that are due first.',
		'Exit status: 0; 2 if there is no such subarch.',
	],
	options: [],
	async run(session, { options, words }) {
		const { host } = session;
		const [path, second] = words;
		if (second !== undefined) throw new Refusal(`explain takes one PATH, not "${second}" as well`);
		const scan = await session.scan();
		const now = toCivil(session.clock.now());
		const all = standings(scan.repository.subarches, scan.policy, now);
		if (path === undefined) {
			explainAll(host, scan, all, options.has('json'));
			return 0;
		}
		const subarch = subarchAt(host, scan.repository, path);
		const standing = all.get(subarch);
		if (standing === undefined) throw new Refusal(`${path} cannot be explained`);
		const items = new Map(
			retention(scan.repository, scan.policy, now)
				.filter((item) => item.subarch === subarch)
				.map((item) => [item.path, item]),
		);
		const said = await scan.askMapBuild(mapBuildArguments(subarch));
		const found: Explained = { setup: scan, subarch, standing, items, said };
		if (options.has('json')) writeJson(host, explainedJson(found));
		else host.out.write(explainedText(found));
		return 0;
	},
};

/** The subarch that a path names or lies in. */
function subarchAt(host: Host, repository: Repository, word: string): Subarch {
	const path = resolvePath(host.cwd, word);
	const around = repository.subarches.find((one) => isBelow(path, resolvePath(host.cwd, one.path)));
	return around ?? namedSubarch(host, repository, word);
}

const colours: Readonly<Record<Standing['kind'], Colour>> = {
	due: 'yellow',
	'in-progress': 'green',
	waiting: 'green',
	remote: 'dim',
	unreadable: 'red',
	'out-of-rotation': 'red',
};

function explainAll(host: Host, setup: ReadySetup, all: ReadonlyMap<Subarch, Standing>, json: boolean): void {
	const place = (standing: Standing): number =>
		standing.kind === 'due' ? standing.place : Number.POSITIVE_INFINITY;
	const ordered = [...all].sort(([, a], [, b]) => (place(a) === place(b) ? 0 : place(a) - place(b)));
	if (json) {
		writeJson(
			host,
			ordered.map(([subarch, standing]) => ({ ...subarchJson(subarch), standing: standingJson(standing) })),
		);
		return;
	}
	const paint = painter(host);
	for (const [subarch, standing] of ordered) {
		const words = standingWords(standing, subarch, setup.policy);
		host.out.write(`${subarch.path}: ${paint(words, colours[standing.kind])}\n`);
	}
}

interface Explained {
	readonly setup: ReadySetup;
	readonly subarch: Subarch;
	readonly standing: Standing;
	/** What `clean` has to say, by path. */
	readonly items: ReadonlyMap<string, RetentionItem>;
	readonly said: MapBuildOutcome;
}

function explainedText({ setup, subarch, standing, items, said }: Explained): string {
	const last = mapBuildArguments(subarch);
	const python = `full=${last.full ? 'True' : 'False'}, full_date=${last.fullDate ?? 'None'}`;
	const lines = [
		subarch.path,
		`  ${standingWords(standing, subarch, setup.policy)}`,
		`  failcount ${countOf(subarch) ?? '?'} of ${setup.policy.maxFailcount}`,
		`  map_build is told ${python}, and says ${targetWords(said)}`,
	];
	if (last.full && subarch.latest?.full === false) {
		lines.push('  (this generation of Metro takes every complete build for a full one)');
	}
	for (const build of subarch.builds)
		lines.push(`  ${build.name}: ${buildWords(build, items.get(build.path))}`);
	for (const name of subarch.strangers) lines.push(`  ${name}: not a build directory, left alone`);
	return `${lines.join('\n')}\n`;
}

function buildWords(build: DatedBuild, item: RetentionItem | undefined): string {
	const kind = build.kind === 'qa' ? 'QA build, ' : '';
	const full = build.state === 'complete' ? (build.full ? ', full' : ', not full') : '';
	const why = item === undefined ? 'left alone: there is no status file yet' : itemWords(item);
	return `${kind}${build.state}${full}; ${why}`;
}

function explainedJson({ subarch, standing, items, said }: Explained): object {
	const { full, fullDate } = mapBuildArguments(subarch);
	return {
		...subarchJson(subarch),
		standing: standingJson(standing),
		map_build: {
			full,
			full_date: fullDate ?? null,
			...saidJson(said),
		},
		builds: subarch.builds.map((build) => buildJson(build, items.get(build.path))),
		strangers: subarch.strangers,
	};
}

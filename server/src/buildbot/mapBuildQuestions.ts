/** What Metro may ask a file's `map_build`: each build and subarch of the file, after each kind of last build. */
import type { Span } from '../base/span.ts';
import type { Outline } from './outline.ts';
import type { BuildbotRules } from './rules.ts';
import type { SettingItem, Settings } from './settings.ts';
import type { Share } from './share.ts';

export type MapBuildQuestion =
	| readonly [build: string, subarch: string, full: boolean, date: string | null]
	| readonly [build: string, arch: string, subarch: string, full: boolean, date: string | null];

/** Questions of which Metro asks at least one, and where the names in them are written. */
export interface ProbeGroup {
	readonly questions: readonly MapBuildQuestion[];
	readonly names: readonly Span[];
}

/** The state of the last build: full, quick, or none. */
const pasts: readonly (readonly [boolean, string | null])[] = [
	[true, '2015-02-08'],
	[false, '2015-02-08'],
	[false, null],
];

/** Metro of 2019 takes the latest build for a full one. */
const fullPasts = pasts.filter(([full, date]) => full || date === null);

/** The day of the last build in questions since December 2020. */
const laterPast = '2024-07-08';

/** What the questions depend on besides the settings. */
export interface Asked {
	readonly rules: BuildbotRules;
	/** What the host of the rules builds of a build; absent: every host counts. */
	readonly share?: ((build: string) => Share) | undefined;
	/** The parameters that `map_build` reads, as `readParameters` returns them; `undefined`: all. */
	readonly reads?: Outline['mapBuildReads'];
}

/**
 * Each question once; where `map_build` does not read a parameter, for the first name only, and where it only compares, for one name of
 * each kind. Where the host of the rules builds nothing,
 * or that is unknown, for every subarch.
 */
export function* mapBuildQuestions(settings: Settings, asked: Asked): Generator<ProbeGroup> {
	let isIdle = true;
	for (const group of questionsAbout(settings, asked)) {
		isIdle = false;
		yield group;
	}
	if (isIdle && asked.share !== undefined) yield* questionsAbout(settings, { ...asked, share: undefined });
}

function* questionsAbout(settings: Settings, { rules, share, reads }: Asked): Generator<ProbeGroup> {
	const some = (parameter: number, items: readonly SettingItem[]): readonly SettingItem[] => {
		if (reads?.has(parameter) === false) return items.slice(0, 1);
		const tellApart = reads?.get(parameter);
		return tellApart === undefined ? items : oneOfEach(items, tellApart);
	};
	if (!rules.isLater) {
		for (const build of some(0, settings.builds))
			for (const subarch of some(1, settings.subarches)) {
				for (const [full, date] of rules.callsAllFull === true ? fullPasts : pasts)
					yield groupOf(build, subarch, [[build.name, subarch.name, full, date]]);
			}
		return;
	}
	const arches = some(1, settings.arches);
	for (const build of share === undefined ? some(0, settings.builds) : settings.builds) {
		const here = share?.(build.name);
		const names = here?.kind === 'ok' ? new Set(here.names) : undefined;
		const subarches = settings.allSubarches.filter(({ name }) => names?.has(name) !== false);
		for (const subarch of some(2, subarches)) {
			const questions = arches.map((arch) => laterQuestion(build, arch, subarch));
			yield groupOf(build, subarch, questions);
		}
	}
}

/** The first of those names that cannot be told apart. */
function oneOfEach(
	items: readonly SettingItem[],
	tellApart: (name: string) => string,
): readonly SettingItem[] {
	const seen = new Set<string>();
	return items.filter(({ name }) => {
		const kind = tellApart(name);
		return !seen.has(kind) && seen.add(kind);
	});
}

function groupOf(
	build: SettingItem,
	subarch: SettingItem,
	questions: readonly MapBuildQuestion[],
): ProbeGroup {
	return { questions, names: [build, subarch].flatMap(({ span }) => span ?? []) };
}

/** Since December 2020 each arch is a question of its own, and the last build is always called a full one. */
function laterQuestion(build: SettingItem, arch: SettingItem, subarch: SettingItem): MapBuildQuestion {
	return [build.name, arch.name, subarch.name, true, laterPast];
}

/** A question in words. */
export function whomOf(question: MapBuildQuestion): string {
	if (question.length === 5) return question.slice(0, 3).join(', ');
	const [build, subarch, full, date] = question;
	const past = date === null ? 'never built' : full ? 'after a full build' : 'after another build';
	return `${build}, ${subarch}, ${past}`;
}

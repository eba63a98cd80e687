/** Tells whether a text is a `.buildbot` of Metro, and of which version: other programs have files of that name. */
import type { Outline } from './outline.ts';
import { isSettingName } from './settingNames.ts';

/** A line that assigns one of Metro's settings or defines one of its functions, even in unfinished text. */
const metroLine = /^(\w+)[ \t]*\+?=(?!=)|^def[ \t]+(?:map_build|get_subarches)\b/gm;

/**
 * Whether a text may be Metro's: it sets or defines something that Metro reads. YAML, JSON and scripts of other programs do
 * not, and neither does an empty file, which only the `.metro` beside it makes Metro's.
 */
export function mayBeMetros(text: string): boolean {
	return [...text.matchAll(metroLine)].some(([, name]) => name === undefined || isSettingName(name));
}

/**
 * What shows that a file is for Metro since December 2020, which calls `map_build` with five arguments and keeps
 * `.buildbot` in the mirror: a phrase for the middle of a sentence; `undefined`: nothing does.
 */
export function laterForm({ functions, mapBuild }: Outline): string | undefined {
	if (functions.some(({ name }) => name === 'get_subarches')) return 'defines get_subarches';
	const required = mapBuild?.parameters.filter(({ isRequired }) => isRequired) ?? [];
	return required.length === 5 ? 'has a map_build of five arguments' : undefined;
}

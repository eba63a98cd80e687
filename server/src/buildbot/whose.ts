/** Tells whether a text is a `.buildbot` of Metro, and of which version: other programs have files of that name. */
import { changedNames, moduleNames } from '../python/evaluation/binding.ts';
import { isEngineLimit } from '../python/runtime/signals.ts';
import type { PythonText } from '../python/syntax/readPython.ts';
import type { Outline } from './outline.ts';
import { readBuildbot } from './readBuildbot.ts';
import { buildbotSettingNames, isSettingName, metroFunctions } from './settingNames.ts';

/**
 * Whether a text may be Metro's: it sets, deletes or defines something that Metro reads, in any way that Python allows. YAML,
 * JSON and scripts of other programs do not, and neither does an empty file, which only the `.metro` beside it makes Metro's.
 */
export function mayBeMetros(text: string): boolean {
	// Python reads names so: letters of other forms are the same name.
	const plain = text.normalize('NFKC');
	if (hasMetroLine(plain.replace(longString, '""'))) return true;
	// Reading takes longer, and most files of other programs do not even mention these names.
	return anyName.test(plain) && changesMetroName(readBuildbot(text));
}

/** A string of several lines, whose lines are no statements. */
const longString = /("""|''')(?:\\[\s\S]|(?!\1)[^\\])*\1/g;

/** The start of a line that gives names values, in finished or unfinished text. Here YAML has `name: value`. */
const metroLine =
	/^\ufeff?((?:\w+[ \t]*,[ \t]*)*\w+)[ \t]*(?:\*\*|\/\/|<<|>>|[-+*/%@&|^])?=(?!=)|^\ufeff?def[ \t]+(\w+)/gm;

function hasMetroLine(text: string): boolean {
	return [...text.matchAll(metroLine)].some(([, names = '', defined = '']) =>
		[...names.split(','), defined].some((name) => isMetroName(name.trim())),
	);
}

/** Judges only the statements without errors, and the one that is being typed: in the text of another program, those are few. */
function changesMetroName({ pieces }: Pick<PythonText, 'pieces'>): boolean {
	const sound = pieces.filter(({ faults }) => Object.keys(faults).length === 0);
	const body = sound.flatMap((piece) => piece.body);
	try {
		return [...moduleNames(body), ...changedNames(body)].some(isMetroName);
	} catch (error) {
		if (!isEngineLimit(error)) throw error;
		return false;
	}
}

function isMetroName(name: string): boolean {
	return isSettingName(name) || metroFunctions.some((one) => one === name);
}

const anyName = new RegExp(`\\b(?:${[...buildbotSettingNames, ...metroFunctions].join('|')})\\b`);

/**
 * What in a file shows that it is for Metro since December 2020, which calls `map_build` with five arguments and says by
 * `get_subarches` who builds what: a phrase for the middle of a sentence; `undefined`: nothing does.
 */
export function laterForm({ functions, mapBuild }: Outline): string | undefined {
	if (functions.some(({ name }) => name === 'get_subarches')) return 'defines get_subarches';
	const required = mapBuild?.parameters.filter(({ isRequired }) => isRequired) ?? [];
	return required.length === 5 ? 'has a map_build of five arguments' : undefined;
}

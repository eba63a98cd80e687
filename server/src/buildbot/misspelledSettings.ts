/** Names at the top level that look like a misspelled setting or function of Metro's. */
import { closestMatch } from '../base/closestMatch.ts';
import type { Span } from '../base/span.ts';
import type { Work } from '../base/work.ts';
import { type Outline, prepareUses } from './outline.ts';
import type { BuildbotProblem } from './problem.ts';
import { buildbotSettingNames, isSettingName, metroFunctions } from './settingNames.ts';

/**
 * A name that gets a value and is close to one that Metro reads, unless the file reads it itself or sets the one that would be
 * meant.
 */
export function* misspelledSettingsWork(outline: Outline): Work<BuildbotProblem[]> {
	const suggestions = suggestionsFor(outline);
	// Only now: to find the uses of all names takes long.
	if (suggestions.length === 0) return [];
	yield* prepareUses(outline);
	const { uses } = outline;
	const outermost = new Set(
		uses.filter(({ variable }) => variable.startsWith('module ')).map(({ span }) => span.start),
	);
	const read = new Set(uses.filter(({ binds }) => !binds).map(({ name }) => name));
	return suggestions
		.filter(({ name, span }) => !read.has(name) && outermost.has(span.start))
		.map(({ name, span, suggestion }) => ({
			code: 'misspelled-setting',
			severity: 'warning',
			span,
			message: `Metro does not read ${name}; did you mean ${suggestion}?`,
			data: { suggestion, exact: true },
		}));
}

interface Suggestion {
	readonly name: string;
	/** Where the name first gets a value. */
	readonly span: Span;
	readonly suggestion: string;
}

function suggestionsFor({ assignments, functions }: Outline): Suggestion[] {
	const given = new Set([...assignments, ...functions].map(({ name }) => name));
	const known = [...buildbotSettingNames, ...metroFunctions].filter((name) => !given.has(name));
	const places = new Map<string, Span>();
	for (const { name, nameSpan } of [...assignments, ...functions]) {
		const isMetros = isSettingName(name) || metroFunctions.some((one) => one === name);
		if (!isMetros && name.length > 4 && !name.startsWith('_') && !places.has(name))
			places.set(name, nameSpan);
	}
	return [...places].flatMap(([name, span]): Suggestion[] => {
		const suggestion = closestMatch(name, known);
		return suggestion === undefined || isFar(name, suggestion) ? [] : [{ name, span, suggestion }];
	});
}

/** Helper variables often have similar names: `my_builds` is not a misspelled `all_builds`. */
function isFar(name: string, suggestion: string): boolean {
	return Math.abs(name.length - suggestion.length) > 2 || name[0] !== suggestion[0];
}

/** Names that a file compares with builds, arches and subarches: in conditions, and as keys in lookups. */
import type { Span } from '../base/span.ts';
import type { Callable, Variables } from '../python/variables.ts';
import { comparedStrings } from './comparisons.ts';
import { type BuildList, isListSetting, listHolds } from './settingNames.ts';

/** A name that is compared with builds, arches or subarches. */
export interface ComparedName {
	readonly holds: BuildList;
	readonly name: string;
	readonly span: Span;
	/** True if the text at `span` is the name itself. */
	readonly exact: boolean;
}

/** The parameters of `map_build` that are names: up to 2019, and since December 2020, when it takes five, the arch second. */
const passed: readonly BuildList[] = ['builds', 'subarches'];
const passedLater: readonly BuildList[] = ['builds', 'arches', 'subarches'];

/** Each name once, in the order of the text. */
export function comparedNames(variables: Variables, mapBuild: readonly Callable[]): ComparedName[] {
	const found = comparedStrings<BuildList>(variables, {
		ofParameter: (callable, index) => {
			const isLater = callable.parameters.length === 5 && callable.parameters[1]?.name !== 'subarch';
			const names = isLater ? passedLater : passed;
			return mapBuild.includes(callable) ? names[index] : undefined;
		},
		ofItems: (name) => (isListSetting(name) ? listHolds[name] : undefined),
	});
	return found.map(({ meaning, node: { value, exact, span } }) => ({
		holds: meaning,
		name: value,
		span: exact ?? span,
		exact: exact !== undefined,
	}));
}

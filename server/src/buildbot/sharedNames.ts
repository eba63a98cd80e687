/** The subarches that a file's `get_subarches` returns and the builds that it asks for, as far as they are literals. */
import { membersIn, stringsIn } from '../python/constants.ts';
import type { Variables } from '../python/variables.ts';
import type { ComparedName } from './comparedNames.ts';
import { comparedStrings } from './comparisons.ts';
import type { BuildList } from './settingNames.ts';
import { callablesNamed } from './writtenAnswers.ts';

/** Metro calls `get_subarches` with its arguments by name. */
const buildWord = 'release';

/** Each place once, in the order of the text. */
export function sharedNames(variables: Variables): readonly ComparedName[] {
	const asked = callablesNamed(variables, 'get_subarches');
	const compared = comparedStrings<BuildList>(variables, {
		ofParameter: (callable, index) =>
			asked.includes(callable) && callable.parameters[index]?.name === buildWord ? 'builds' : undefined,
		ofItems: () => undefined,
	});
	const returned = asked
		.flatMap(({ returns }) => returns)
		.flatMap((result) => membersIn(result, variables))
		.flatMap((member) => stringsIn(member, variables))
		.map((node) => ({ meaning: 'subarches' as const, node }));
	const found = [...compared, ...returned].map(({ meaning: holds, node: { value: name, exact, span } }) => ({
		holds,
		name,
		span: exact ?? span,
		exact: exact !== undefined,
	}));
	const places = new Map(found.map((one) => [`${one.span.start} ${one.holds} ${one.name}`, one]));
	return [...places.values()].sort((a, b) => a.span.start - b.span.start);
}

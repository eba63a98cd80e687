/** Python's `fnmatch`: names against patterns with `*`, `?` and `[…]`. */
import { pointsOf } from '../runtime/codePoints.ts';
import { itemsOf } from '../runtime/collections.ts';
import { isEngineLimit } from '../runtime/signals.ts';
import { bool, list, type Machine, type NamedCode, type NativeCode, none } from '../runtime/value.ts';
import { parameters } from './parameters.ts';
import { pathText } from './pathLibrary.ts';

/** A part of a pattern: `*`, or what one character has to be. */
type Part = 'any' | ((character: string) => boolean);

function partsOf(pattern: string): Part[] {
	return Array.from(pattern.matchAll(/\[(!?)(\]?[^\]]*)\]|./gsu), ([whole, not, set]): Part => {
		if (set !== undefined) return oneOf(set, not === '!');
		if (whole === '*') return 'any';
		return whole === '?' ? () => true : (character) => character === whole;
	});
}

function oneOf(set: string, not: boolean): Part {
	try {
		const characters = new RegExp(`[${not ? '^' : ''}${set.replace(/[\\\]^]/g, '\\$&')}]`, 'su');
		return (character) => characters.test(character);
	} catch (error) {
		// A range the wrong way round, as `[z-a]`: nothing lies in it.
		if (isEngineLimit(error)) throw error;
		return () => false;
	}
}

/** Where a name does not go on as the pattern does, the last `*` takes one character more: earlier ones need not. */
function isMatch(machine: Machine, parts: readonly Part[], name: string): boolean {
	const characters = pointsOf(name);
	let at = 0;
	let next = 0;
	let star: { readonly behind: number; at: number } | undefined;
	while (at < characters.length) {
		machine.spend(1 / 16);
		const part = parts[next];
		if (part === 'any') {
			next++;
			star = { behind: next, at };
		} else if (part?.(characters[at] ?? '')) {
			next++;
			at++;
		} else if (star !== undefined) {
			star.at++;
			at = star.at;
			next = star.behind;
		} else return false;
	}
	return parts.slice(next).every((part) => part === 'any');
}

const fnmatch: NativeCode = (machine, args) => {
	const [name, pattern] = parameters('fnmatch', args, ['name', 'pat']);
	return bool(isMatch(machine, partsOf(pathText(pattern)), pathText(name)));
};

const filter: NativeCode = (machine, args) => {
	const [names = none, pattern] = parameters('filter', args, ['names', 'pat']);
	const parts = partsOf(pathText(pattern));
	return list(itemsOf(machine, names).filter((name) => isMatch(machine, parts, pathText(name))));
};

export const fnmatchFunctions: readonly NamedCode[] = [
	['fnmatch', fnmatch],
	['fnmatchcase', fnmatch],
	['filter', filter],
];

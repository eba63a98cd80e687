/** The keys that are being expanded, and what depends on them. */
import { reprString } from '../base/pythonText.ts';
import type { Expansion } from './expansion.ts';

/** The keys that are being expanded, innermost first. Lines of blocks and collect paths have no key. */
export interface Stack {
	readonly key: string | undefined;
	readonly outer: Stack | undefined;
}

/** `[option parse/lax]` forgives missing keys inside the key directly below the marked one. */
export function isLaxAbove(run: Expansion, stack: Stack | undefined): boolean {
	return stack?.key !== undefined && run.source.definitions.lax.get(stack.key) === true;
}

/** Conditions and the lines of blocks are expanded separately. */
export const neverOpen = (): boolean => false;

export function holdsKey(stack: Stack | undefined, key: string): boolean {
	for (let at = stack; at !== undefined; at = at.outer) if (at.key === key) return true;
	return false;
}

export function reprKey(key: string | undefined): string {
	return key === undefined ? 'None' : reprString(key);
}

/** The stack as Python shows it, outermost first. */
export function reprStack(stack: Stack | undefined): string {
	const keys: string[] = [];
	for (let at = stack; at !== undefined; at = at.outer) keys.unshift(reprKey(at.key));
	return `[${keys.join(', ')}]`;
}

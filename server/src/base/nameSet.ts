/** Names of a list as a set, for looking up many: made once for each list, which must not change. */
import { memoizeWeak } from './memoize.ts';

export const nameSet = memoizeWeak((names: readonly string[]): ReadonlySet<string> => new Set(names));

/** By which of Metro's rules a `.buildbot` is read: those up to 2019, or those since December 2020. */
import type { Outline } from './outline.ts';
import { laterForm } from './whose.ts';

export interface BuildbotRules {
	/** `map_build` takes five arguments, `get_subarches` says who builds what, and the file lies in the mirror. */
	readonly isLater: boolean;
	/** The host that the file is read for, as its variable `hostname`; `undefined` if unknown. Metro has it since December 2020. */
	readonly hostName: string | undefined;
	/** Metro tells `map_build` that the last build was a full one, whatever it was (since 2019); absent: it does not. */
	readonly callsAllFull?: true;
}

export const earlierRules: BuildbotRules = { isLater: false, hostName: undefined };

/** The rules that a text itself shows, where no set-up says which hold. */
export function rulesShownBy(outline: Outline): BuildbotRules {
	return laterForm(outline) === undefined ? earlierRules : { isLater: true, hostName: undefined };
}

/** Builds that failed at the same package. */
import type { SubarchId } from './subarch.ts';

export interface FailureGroup {
	/** The first package that failed, without category and version. */
	readonly ebuild: string;
	/** Portage's word for the step it failed in. */
	readonly phase?: string;
	/** Those whose last recorded build failed there. */
	readonly subarches: readonly SubarchId[];
	/** The first and the last failure, in milliseconds since the epoch. */
	readonly firstAt: number;
	readonly lastAt: number;
}

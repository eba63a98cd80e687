/** What the script of `buildrepo clean` says: how much it removes and keeps. */

export interface CleanCounts {
	readonly removals: number;
	readonly kept: number;
}

/** Counts the script's lines: each removal is an `rm`, each thing kept a comment that says so. */
export function countCleanScript(script: string): CleanCounts {
	const lines = script.split('\n');
	return {
		removals: lines.filter((line) => line.startsWith('rm ')).length,
		kept: lines.filter((line) => line.startsWith('# keeping ')).length,
	};
}

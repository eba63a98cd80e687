/** Work that follows changes: soon after the first one, then not too often while they go on. Knows no editor. */

export interface Pace {
	/** Something has changed: the work is done soon. */
	changed(): void;
	dispose(): void;
}

/**
 * @param soon milliseconds after the first change, in which others may join it
 * @param gap milliseconds at least from one run to the next
 */
export function createPace(soon: number, gap: number, work: () => void): Pace {
	let timer: NodeJS.Timeout | undefined;
	let last = Number.NEGATIVE_INFINITY;
	return {
		changed() {
			timer ??= setTimeout(
				() => {
					timer = undefined;
					last = performance.now();
					work();
				},
				Math.max(soon, last + gap - performance.now()),
			);
		},
		dispose: () => clearTimeout(timer),
	};
}

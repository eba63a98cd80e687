/**
 * Where a page is scrolled to. The editor makes a page anew when its tab comes to the front again, and scrolls it before anything is
 * drawn, so the page itself has to remember.
 */

export interface KeptScroll {
	/** In pixels from the top. */
	top(): number;
	/** Scrolls to where the page was, once it is drawn. Only the first call does something. */
	restore(): void;
}

/** Milliseconds between two places that are kept. */
const pace = 100;

/** Whoever does this has gone elsewhere. */
const gestures = ['wheel', 'keydown', 'pointerdown'] as const;

/**
 * @param state what the editor has kept of the page
 * @param keep keeps the state with a new `top`
 */
export function createKeptScroll(state: unknown, keep: () => void): KeptScroll {
	let top = topIn(state);
	let isBegun = false;
	let isRestored = false;
	let isKeeping = false;
	const follow = (): void => {
		if (!isRestored || isKeeping) return;
		isKeeping = true;
		setTimeout(() => {
			isKeeping = false;
			if (Math.round(scrollY) === top) return;
			top = Math.round(scrollY);
			keep();
		}, pace);
	};
	addEventListener('scroll', follow, { passive: true });
	return {
		top: () => top,
		restore() {
			if (isBegun) return;
			isBegun = true;
			reach(top, () => {
				isRestored = true;
			});
		},
	};
}

/** Scrolls down as far as the page goes, and on while it grows, until it is there or the user scrolls. */
function reach(top: number, done: () => void): void {
	const sizes = new ResizeObserver(() => go());
	const stop = (): void => {
		sizes.disconnect();
		for (const gesture of gestures) removeEventListener(gesture, stop);
		done();
	};
	const go = (): void => {
		scrollTo({ top, behavior: 'instant' });
		if (Math.abs(scrollY - top) <= 1) stop();
	};
	for (const gesture of gestures) addEventListener(gesture, stop, { passive: true });
	sizes.observe(document.body);
	go();
}

function topIn(state: unknown): number {
	const top = typeof state === 'object' && state !== null && 'top' in state ? state.top : 0;
	return typeof top === 'number' && top > 0 ? top : 0;
}

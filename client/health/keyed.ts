/**
 * What is drawn keeps its elements while other things come and go: a button that has the focus never becomes the button of
 * something else.
 */
import type { TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { uniqueKeys } from './uniqueKeys.ts';

/** Draws a list. Each item keeps its own elements for as long as its key is in the list; equal keys are numbered. */
export function keyed<Item>(
	items: readonly Item[],
	keyOf: (item: Item) => string,
	draw: (item: Item, index: number) => TemplateResult,
): unknown {
	const keys = uniqueKeys(items.map(keyOf));
	return repeat(items, (_, index) => keys[index], draw);
}

/** Elements that move within the document lose the focus. Call it before they may; the function it returns gives the focus back. */
export function keepFocus(): () => void {
	const { activeElement: focused } = document;
	return () => {
		if (focused instanceof HTMLElement && focused.isConnected && document.activeElement !== focused)
			focused.focus({ preventScroll: true });
	};
}

/** Finds and names subarches. */
import { html, type TemplateResult } from 'lit';
import { oneLine } from '../../server/src/base/visible.ts';
import type { SubarchHealth, SubarchId } from '../../server/src/protocol/health.ts';
import { keyOf } from './filter.ts';
import type { PageContext } from './pageContext.ts';

const indexes = new WeakMap<readonly SubarchHealth[], ReadonlyMap<string, SubarchHealth>>();

/** `undefined`: it has no row, or none any more. */
export function findSubarch(subarches: readonly SubarchHealth[], id: SubarchId): SubarchHealth | undefined {
	let index = indexes.get(subarches);
	if (index === undefined) {
		index = new Map(subarches.map((one) => [keyOf(one), one]));
		indexes.set(subarches, index);
	}
	return index.get(keyOf(id));
}

/** `subarch (build)`. */
export function subarchName({ subarch, build }: SubarchId): string {
	return oneLine(`${subarch} (${build})`);
}

/** The name, and its build in quieter words; a button that shows the details where there is a row. */
export function subarchLink(page: PageContext, id: SubarchId): TemplateResult {
	const row = page.find(id)?.row;
	const name = html`<strong>${oneLine(id.subarch)}</strong> <span class="quiet">${oneLine(id.build)}</span>`;
	return row === undefined
		? html`<span>${name}</span>`
		: html`<button class="link" type="button" @click=${(event: Event) => page.select(row, event)}>${name}</button>`;
}

/** A path in a narrow column: its last names are seen, whatever of the directories before them has to be left out. */
import { html, type TemplateResult } from 'lit';

/** @param names so many names at the end are kept */
export function pathCell(path: string, names = 1): TemplateResult {
	const parts = path.split('/');
	const end = parts.slice(-names).join('/');
	return html`<span class="path" title=${path}><span>${path.slice(0, path.length - end.length)}</span><span>${end}</span></span>`;
}

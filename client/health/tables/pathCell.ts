/** A path in a narrow column: its last name is seen, whatever of the directories before it has to be left out. */
import { html, type TemplateResult } from 'lit';

export function pathCell(path: string): TemplateResult {
	const end = path.lastIndexOf('/');
	return html`<span class="path" title=${path}><span>${path.slice(0, end + 1)}</span><span>${path.slice(end + 1)}</span></span>`;
}

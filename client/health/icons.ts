/** The editor's own icons. */
import { html, type TemplateResult } from 'lit';

/** @param name of a codicon; what it means is said beside it */
export function icon(name: string): TemplateResult {
	return html`<span class="codicon codicon-${name}" aria-hidden="true"></span>`;
}

/** A button that is only an icon. `label` says what it does, as tooltip and to screen readers. */
export function iconButton(name: string, label: string, click: (event: Event) => void): TemplateResult {
	return html`<button class="vscode-action-button" type="button" title=${label} aria-label=${label} @click=${click}>${icon(name)}</button>`;
}

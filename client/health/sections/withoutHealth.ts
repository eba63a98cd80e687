/** The page while no health is known: the reason, and the next step. */
import * as l10n from '@vscode/l10n';
import { html, type TemplateResult } from 'lit';
import { oneLine } from '../../../server/src/base/visible.ts';
import { host } from '../host.ts';

/** @param offers what the host offers, in words */
export function withoutHealth(text: string, offers: readonly string[]): TemplateResult {
	return html`<main class="without"><h1>${l10n.t('Repository Health')}</h1><p role="status">${oneLine(text)}</p>
		<div class="offers">${offers.map((offer, index) => html`<button class="vscode-button ${index === 0 ? '' : 'secondary'}" type="button" @click=${() => host.postMessage({ kind: 'offer', index })}>${offer}</button>`)}
		<button class="vscode-button secondary" type="button" @click=${() => host.postMessage({ kind: 'refresh' })}>${l10n.t('Refresh')}</button></div></main>`;
}

/** Buttons for what can be done. */
import { html, type TemplateResult } from 'lit';
import type { HealthAction } from '../../server/src/protocol/health.ts';
import { icon } from './icons.ts';
import { keyed } from './keyed.ts';
import type { PageContext } from './pageContext.ts';
import { actionIcons, actionWords, readingActions } from './words.ts';

/** These are about the whole repository, whatever they stand beside. */
const ofRepository: ReadonlySet<HealthAction> = new Set([
	'write-index',
	'clean',
	'generate-digests',
	'upload',
	'publish',
	'create-directory',
]);

/** So many have their words beside the icon. */
const withWords = 2;

/** Those that are offered: in Restricted Mode, only those that run and write nothing. */
export function offered(page: PageContext, actions: readonly HealthAction[]): readonly HealthAction[] {
	return actions.filter((action) => page.mayRun || readingActions.has(action));
}

/**
 * @param subject what they are about, for screen readers
 * @param row of a subarch; absent: they are about the repository
 */
export function actionButtons(
	page: PageContext,
	actions: readonly HealthAction[],
	subject: string,
	row: string | undefined,
): TemplateResult {
	const button = (action: HealthAction, at: number): TemplateResult => {
		const words = actionWords[action];
		const label = ofRepository.has(action) ? words : `${words}: ${subject}`;
		const act = (): void => page.act(action, row);
		return at < withWords
			? html`<button class="vscode-button secondary" type="button" aria-label=${label} @click=${act}>${icon(actionIcons[action])} ${words}</button>`
			: html`<button class="vscode-action-button" type="button" title=${words} aria-label=${label} @click=${act}>${icon(actionIcons[action])}</button>`;
	};
	return html`<div class="actions">${keyed(actions, String, button)}</div>`;
}

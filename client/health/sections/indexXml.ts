/** How well index.xml fits the repository, and which subarches are locked. */
import { html, type TemplateResult } from 'lit';
import type { Health } from '../../../server/src/protocol/health.ts';
import type { PageContext } from '../pageContext.ts';
import { mostLines, rest, section } from '../section.ts';
import { subarchName } from '../subarchNames.ts';

export function indexXmlSection(page: PageContext, { index, locks }: Health): TemplateResult {
	const states = {
		missing: 'index.xml is missing.',
		current: 'index.xml is up to date.',
		outdated: 'index.xml is out of date.',
		unknown: `It is unknown whether index.xml is up to date: ${index.reason ?? 'something cannot be read'}.`,
	};
	const paths = (title: string, list: readonly string[]): TemplateResult | string =>
		list.length === 0
			? ''
			: html`<h3>${title}</h3><ul>${list.slice(0, mostLines).map((path) => html`<li>${path}</li>`)}</ul>${rest(list.length - mostLines)}`;
	return section(
		'index',
		'index.xml and locks',
		html`<p>${states[index.state]}${index.writtenAt === undefined ? '' : ` It was written ${page.moment(index.writtenAt)}.`}</p>
		${page.mayRun && (index.state === 'missing' || index.state === 'outdated') ? html`<button @click=${() => page.act('write-index')}>Write index.xml</button>` : ''}
		${paths('It lacks', index.lacks)} ${paths('Dead downloads', index.dead)}
		<h3>Locks</h3>
		${locks.length === 0 ? html`<p>No subarch is locked.</p>` : html`<ul>${locks.map((lock) => html`<li>${subarchName(lock.subarch)}: ${lock.holder}, ${lock.state}${lock.since === undefined ? '' : `, since ${page.moment(lock.since)}`}</li>`)}</ul>`}`,
	);
}

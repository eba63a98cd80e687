/** Builds that failed at the same package. */
import { html, type TemplateResult } from 'lit';
import { oneLine } from '../../../server/src/base/visible.ts';
import type { Health } from '../../../server/src/protocol/health.ts';
import type { PageContext } from '../pageContext.ts';
import { mostLines, section } from '../section.ts';
import { rowOf } from '../subarchNames.ts';
import { drawTable } from '../table.ts';

export function failuresSection(page: PageContext, { failures, subarches }: Health): TemplateResult {
	const table = {
		columns: ['package', 'phase', 'subarches', 'first', 'last'],
		rows: failures
			.slice(0, mostLines)
			.map((one) => [
				one.ebuild,
				one.phase ?? '',
				one.subarches.map(({ subarch }) => oneLine(subarch)).join(', '),
				page.moment(one.firstAt),
				page.moment(one.lastAt),
			]),
	};
	const first = (row: number): string | undefined => {
		const [subarch] = failures[row]?.subarches ?? [];
		return subarch && rowOf(subarches, subarch);
	};
	return section(
		'failures',
		'Failures by package',
		failures.length === 0
			? html`<p>No failure with a known package.</p>`
			: drawTable(table, first, (row) => page.act('open-log', row)),
		table,
	);
}

/** The builds in progress, and those that come next. */
import { html, type TemplateResult } from 'lit';
import type { ExpectedBuild, Health } from '../../../server/src/protocol/health.ts';
import { lengthText } from '../format.ts';
import type { PageContext } from '../pageContext.ts';
import { mostLines, section } from '../section.ts';
import { rowOf, subarchName } from '../subarchNames.ts';
import { drawTable } from '../table.ts';

export function aheadSection(page: PageContext, { ahead, subarches }: Health): TemplateResult {
	const running = ahead.filter(({ since }) => since !== undefined).length;
	const table = {
		columns: ['#', 'subarch', 'why', 'starts', 'takes'],
		rows: ahead
			.slice(0, mostLines)
			.map((one, at) => [
				one.since === undefined ? at + 1 - running : 'now',
				subarchName(one),
				whyText(one),
				startText(page, one),
				one.takes === undefined ? '' : lengthText(one.takes),
			]),
	};
	const rowAt = (index: number): string | undefined => ahead[index] && rowOf(subarches, ahead[index]);
	return section(
		'ahead',
		'Next in the rotation',
		ahead.length === 0
			? html`<p>Nothing is due.</p>`
			: drawTable(table, rowAt, (row) => page.act('show-row', row)),
		table,
	);
}

function whyText({ why, target, extras }: ExpectedBuild): string {
	const what = [target, ...extras].filter((part) => part !== '').join(' + ');
	return [why, what].filter((part) => part !== '').join('; ');
}

/** Empty where it is unknown. */
function startText(page: PageContext, { since, startsAt }: ExpectedBuild): string {
	if (since !== undefined) return since === 0 ? '' : `since ${page.moment(since)}`;
	return startsAt === undefined ? '' : page.moment(startsAt);
}

/** The page as Markdown, to be pasted into a message. */
import * as l10n from '@vscode/l10n';
import type { Health } from '../../server/src/protocol/health.ts';
import { stateWords } from '../src/ui/stateWords.ts';
import { lengthText } from './format.ts';
import type { PageContext } from './pageContext.ts';
import { subarchName } from './subarchNames.ts';
import { markdownTable, markdownText, type Table } from './tableText.ts';

/** Those that are fresh are left out of the table: a message is about what is not. */
export function reportOf(page: PageContext, health: Health): string {
	const { headline, summary, attention, ahead, failures, subarches } = health;
	const part = (title: string, table: Table): string =>
		table.rows.length === 0 ? '' : `\n## ${title}\n\n${markdownTable(table)}\n`;
	return [
		`# ${markdownText(headline)}\n\n${markdownText(summary)}\n\n${page.moment(health.at)}, ${markdownText(health.mirror)}\n`,
		part(l10n.t('Needs Attention'), {
			columns: [l10n.t('what'), l10n.t('why'), l10n.t('subarches')],
			rows: attention.map((item) => [item.title, item.detail, item.subarches.map(subarchName).join(', ')]),
		}),
		part(l10n.t('Next in the Rotation'), {
			columns: [l10n.t('subarch'), l10n.t('why'), l10n.t('takes')],
			rows: ahead
				.slice(0, 20)
				.map((one) => [subarchName(one), one.why, one.takes === undefined ? '' : lengthText(one.takes)]),
		}),
		part(l10n.t('Failures by Package'), {
			columns: [l10n.t('package'), l10n.t('phase'), l10n.t('subarches')],
			rows: failures.map((one) => [one.ebuild, one.phase ?? '', one.subarches.map(subarchName).join(', ')]),
		}),
		part(l10n.t('Builds by Subarch'), {
			columns: [l10n.t('build'), l10n.t('arch'), l10n.t('subarch'), l10n.t('state'), l10n.t('why')],
			rows: subarches
				.filter(({ state }) => state !== 'fresh')
				.slice(0, 200)
				.map((one) => [one.build, one.arch, one.subarch, stateWords[one.state], one.reason]),
		}),
	].join('');
}

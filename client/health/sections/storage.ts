/** What the repository takes on disk. */
import { html, type TemplateResult } from 'lit';
import type { Health } from '../../../server/src/protocol/health.ts';
import { section } from '../section.ts';
import { drawTable } from '../table.ts';

export function storageSection({ storage }: Health): TemplateResult {
	if (storage === undefined)
		return section(
			'storage',
			'Storage',
			html`<p>Not measured here: <code>buildrepo health</code> measures it.</p>`,
		);
	const gib = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
	const table = {
		columns: ['build', 'used', 'Clean would free'],
		rows: storage.byBuild.map(({ name, bytes, freed }) => [name, gib(bytes), gib(freed)]),
	};
	return section('storage', 'Storage', drawTable(table), table);
}

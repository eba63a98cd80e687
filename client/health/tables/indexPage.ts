/** The preview of index.xml: what would be written, and how the file on disk differs. */
import '../localize.ts';
import * as l10n from '@vscode/l10n';
import { html, LitElement, render, type TemplateResult } from 'lit';
import { sizeText } from '../../../server/src/base/sizeText.ts';
import type {
	FromIndexPage,
	IndexEntry,
	IndexPreview,
	ToIndexPage,
} from '../../src/indexXml/indexMessages.ts';
import { numberText, plural } from '../../src/ui/numberText.ts';
import { visibleText } from '../../src/ui/visibleText.ts';
import { hostFor } from '../host.ts';
import { icon } from '../icons.ts';
import { keepFocus } from '../keyed.ts';
import type { TableView } from './arrange.ts';
import { type DrawnColumn, drawItemTable } from './itemTable.ts';

const host = hostFor<FromIndexPage>();

interface Kept {
	readonly home: string;
	readonly view: TableView;
	readonly shows: 'all' | 'differing';
}

class IndexPage extends LitElement {
	static override properties = {
		preview: { attribute: false },
		text: { attribute: false },
		kept: { attribute: false },
	};

	declare preview: IndexPreview | undefined;
	declare text: string;
	declare kept: Kept;

	constructor() {
		super();
		const first: Kept = { home: '', view: { sort: 'name', down: false, search: '' }, shows: 'all' };
		this.kept = { ...first, ...keptIn(host.getState()) };
		this.preview = undefined;
		this.text = l10n.t('Reading what index.xml would list…');
		window.addEventListener('message', ({ data }: MessageEvent<ToIndexPage>) => this.#take(data));
		host.postMessage({ kind: 'ready' });
	}

	protected override createRenderRoot(): HTMLElement {
		return this;
	}

	protected override performUpdate(): void {
		const giveFocusBack = keepFocus();
		super.performUpdate();
		giveFocusBack();
	}

	#keep(change: Partial<Kept>): void {
		this.kept = { ...this.kept, ...change };
		host.setState(this.kept);
	}

	#take(message: ToIndexPage): void {
		this.#keep({ home: message.home });
		this.preview = message.kind === 'preview' ? message.preview : undefined;
		if (message.kind === 'none') this.text = message.text;
	}

	protected override render(): TemplateResult {
		const { preview } = this;
		const button = (name: string, label: string, kind: 'write' | 'open-file' | 'ready', style: string) =>
			html`<button class="vscode-button ${style}" type="button" @click=${() => host.postMessage({ kind })}>${icon(name)} ${label}</button>`;
		const refresh = button('refresh', l10n.t('Refresh'), 'ready', 'secondary');
		if (preview === undefined)
			return html`<main class="index"><header><h1>${this.text}</h1></header><div class="offers">${refresh}</div></main>`;
		const isCurrent = preview.state === 'current';
		return html`<main class="index">
			<header>
				<h1>${headline(preview)}</h1>
				<p class="quiet">${visibleText(preview.path)}</p>
				<p>${summaryOf(preview)}</p>
			</header>
			<div class="offers">
				${button('save', l10n.t('Write index.xml'), 'write', isCurrent ? 'secondary' : '')}
				${preview.state === 'missing' ? '' : button('go-to-file', l10n.t('Open File'), 'open-file', 'secondary')}
				${refresh}
			</div>
			${this.#table(preview)}
		</main>`;
	}

	#table({ entries }: IndexPreview): TemplateResult {
		const { view, shows } = this.kept;
		return drawItemTable({
			label: l10n.t('What index.xml would list'),
			items: shows === 'all' ? entries : entries.filter(differs),
			columns,
			view,
			keyOf: ({ build, subarch, variant, download }) => JSON.stringify([build, subarch, variant, download]),
			lead: (entry) =>
				entry.dead || entry.standing !== 'same'
					? html`<span class="warning"><span class="sign">${icon(entry.dead ? 'error' : signs[entry.standing])}</span></span>`
					: html``,
			choose: (next) => this.#keep({ view: next }),
			tools: html`<div class="vscode-select"><select aria-label=${l10n.t('Rows')} @change=${({
				target,
			}: Event) =>
				target instanceof HTMLSelectElement &&
				this.#keep({ shows: target.value === 'all' ? 'all' : 'differing' })}>
				<option value="all" ?selected=${shows === 'all'}>${l10n.t('All entries')}</option>
				<option value="differing" ?selected=${shows === 'differing'}>${l10n.t('What differs')}</option>
			</select></div>`,
		});
	}
}

const signs: Readonly<Record<IndexEntry['standing'], string>> = {
	same: 'check',
	added: 'add',
	gone: 'remove',
	newer: 'arrow-up',
	older: 'arrow-down',
	changed: 'edit',
};

function differs({ standing, dead }: IndexEntry): boolean {
	return dead || standing !== 'same';
}

function headline({ state }: IndexPreview): string {
	switch (state) {
		case 'missing':
			return l10n.t('index.xml is missing');
		case 'current':
			return l10n.t('index.xml is up to date');
		case 'outdated':
			return l10n.t('index.xml is out of date');
	}
}

function summaryOf({ state, entries }: IndexPreview): string {
	const dead = entries.filter((entry) => entry.dead).length;
	const differing = entries.filter(differs).length;
	const count = entries.filter(({ standing, download }) => standing !== 'gone' && download !== null).length;
	const all = plural(
		count,
		l10n.t('It would list 1 archive.'),
		l10n.t('It would list {0} archives.', numberText(count)),
	);
	const others = plural(
		differing,
		l10n.t('1 entry differs from the file.'),
		l10n.t('{0} entries differ from the file.', numberText(differing)),
	);
	const away = plural(
		dead,
		l10n.t('The file lists 1 archive that is not there.'),
		l10n.t('The file lists {0} archives that are not there.', numberText(dead)),
	);
	return [
		all,
		...(state === 'missing' || differing === 0 ? [] : [others]),
		...(dead === 0 ? [] : [away]),
	].join(' ');
}

function differenceText({ standing, listed, latest, dead }: IndexEntry): string {
	const words: Readonly<Record<IndexEntry['standing'], string>> = {
		same: '',
		added: l10n.t('missing in the file'),
		gone: l10n.t('only in the file: the repository has it no more'),
		newer: l10n.t('the file has {0}', listed ?? l10n.t('none')),
		older: l10n.t('the file has {0}, which is later than {1}', listed ?? '', latest ?? l10n.t('none')),
		changed: l10n.t('the file has another archive'),
	};
	return [words[standing], dead ? l10n.t('the archive that the file lists is not there') : '']
		.filter((text) => text !== '')
		.join('; ');
}

const columns: readonly DrawnColumn<IndexEntry>[] = [
	{
		id: 'name',
		title: l10n.t('Subarch'),
		value: ({ build, subarch, variant }) =>
			visibleText([build, subarch, variant].filter((one) => one !== '').join(' / ')),
		cell: (entry) => {
			const { build, subarch, variant, download } = entry;
			const name = html`<strong>${visibleText(subarch)}</strong> <span class="quiet">${visibleText([build, variant].filter((one) => one !== '').join(', '))}</span>`;
			const row = download?.split('/').slice(1, 5).join('/');
			return row === undefined || entry.size === null
				? name
				: html`<button class="link plain" type="button" title=${l10n.t('Show in Tree')} @click=${() => host.postMessage({ kind: 'show-row', row })}>${name}</button>`;
		},
	},
	{ id: 'latest', title: l10n.t('Latest'), value: ({ latest }) => latest ?? undefined },
	{
		id: 'size',
		title: l10n.t('Size'),
		isNumber: true,
		value: ({ size }) => size ?? undefined,
		cell: ({ size }) => (size === null ? '' : sizeText(size)),
	},
	{
		id: 'download',
		title: l10n.t('Archive'),
		value: ({ download }) => visibleText(download ?? ''),
		cell: ({ download }) =>
			html`<span title=${visibleText(download ?? '')}>${visibleText(download ?? '')}</span>`,
	},
	{
		id: 'difference',
		title: l10n.t('Difference'),
		value: differenceText,
		cell: (entry) => html`<span title=${differenceText(entry)}>${differenceText(entry)}</span>`,
	},
];

function keptIn(state: unknown): Partial<Kept> {
	return typeof state === 'object' && state !== null ? (state as Partial<Kept>) : {};
}

customElements.define('metro-index', IndexPage);
const root = document.getElementById('page');
if (root !== null) render(html`<metro-index></metro-index>`, root);

/** The preview of index.xml: what would be written, and how the file on disk differs. */
import '../localize.ts';
import * as l10n from '@vscode/l10n';
import { html, LitElement, type PropertyValues, render, type TemplateResult } from 'lit';
import { sizeText } from '../../../server/src/base/sizeText.ts';
import type {
	FromIndexPage,
	IndexEntry,
	IndexFileState,
	IndexPreview,
	ToIndexPage,
} from '../../src/indexXml/indexMessages.ts';
import { numberText, plural } from '../../src/ui/numberText.ts';
import { visibleText } from '../../src/ui/visibleText.ts';
import { hostFor } from '../host.ts';
import { icon } from '../icons.ts';
import { createKeptScroll } from '../keptScroll.ts';
import { keepFocus } from '../keyed.ts';
import type { TableView } from './arrange.ts';
import { type DrawnColumn, drawItemTable } from './itemTable.ts';
import { pathCell } from './pathCell.ts';

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
	#mayWrite = false;
	readonly #scroll = createKeptScroll(host.getState(), () => this.#keepState());

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
		this.#keepState();
	}

	#keepState(): void {
		host.setState({ ...this.kept, top: this.#scroll.top() });
	}

	protected override updated(changes: PropertyValues): void {
		super.updated(changes);
		if (this.preview !== undefined) this.#scroll.restore();
	}

	#take(message: ToIndexPage): void {
		this.#keep({ home: message.home });
		this.preview = message.kind === 'preview' ? message.preview : undefined;
		this.#mayWrite = message.kind === 'preview' && message.mayWrite;
		if (message.kind === 'none') this.text = message.text;
	}

	protected override render(): TemplateResult {
		const { preview } = this;
		const button = (name: string, label: string, message: FromIndexPage, style: string) =>
			html`<button class="vscode-button ${style}" type="button" @click=${() => host.postMessage(message)}>${icon(name)} ${label}</button>`;
		const refresh = button('refresh', l10n.t('Refresh'), { kind: 'ready' }, 'secondary');
		if (preview === undefined)
			return html`<main class="index"><header><h1>${this.text}</h1></header><div class="offers">${refresh}</div></main>`;
		const { files, state } = preview;
		const only = files.length === 1 && state !== 'missing' ? files[0] : undefined;
		return html`<main class="index">
			<header>
				<h1>${headline(preview)}</h1>
				${drawFiles(files)}
				<p>${summaryOf(preview)}</p>
			</header>
			<div class="offers">
				${this.#mayWrite ? button('save', l10n.t('Write index.xml'), { kind: 'write' }, state === 'current' ? 'secondary' : '') : ''}
				${only === undefined ? '' : button('go-to-file', l10n.t('Open File'), { kind: 'open-file', path: only.path }, 'secondary')}
				${refresh}
			</div>
			${this.#mayWrite ? '' : html`<p class="quiet">${l10n.t('Restricted Mode: nothing is written until you trust this workspace.')}</p>`}
			${this.#table(preview)}
		</main>`;
	}

	#table({ entries }: IndexPreview): TemplateResult {
		const { view, shows } = this.kept;
		return drawItemTable({
			name: 'index',
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

function headline({ state, files }: IndexPreview): string {
	const changing = files.filter((file) => file.state !== 'current').length;
	if (files.length === 0) return l10n.t('No index.xml would be written: no subarch has a complete build');
	if (files.length > 1)
		return changing === 0
			? l10n.t('All {0} index.xml files are up to date', numberText(files.length))
			: l10n.t(
					'{0} of {1} index.xml files are missing or out of date',
					numberText(changing),
					numberText(files.length),
				);
	switch (state) {
		case 'missing':
			return l10n.t('index.xml is missing');
		case 'current':
			return l10n.t('index.xml is up to date');
		case 'outdated':
			return l10n.t('index.xml is out of date');
	}
}

/** So many files are named. */
const mostFiles = 8;

/** The files that would be written: those that would change come first, and each that is there can be opened. */
function drawFiles(files: readonly IndexFileState[]): TemplateResult {
	const [only] = files;
	if (files.length <= 1) return html`<p class="quiet">${visibleText(only?.path ?? '')}</p>`;
	const words = {
		missing: l10n.t('missing'),
		outdated: l10n.t('out of date'),
		current: l10n.t('up to date'),
	};
	const ordered = [
		...files.filter(({ state }) => state !== 'current'),
		...files.filter(({ state }) => state === 'current'),
	];
	const more = files.length - mostFiles;
	return html`<ul class="paths">${ordered.slice(0, mostFiles).map(({ path, state }) => {
		const name = visibleText(path);
		const shown =
			state === 'missing'
				? name
				: html`<button class="link plain" type="button" title=${l10n.t('Open File')} @click=${() => host.postMessage({ kind: 'open-file', path })}>${name}</button>`;
		return html`<li>${shown} <span class="quiet">${words[state]}</span></li>`;
	})}</ul>${more > 0 ? html`<p class="quiet">${l10n.t('{0} more are not shown.', numberText(more))}</p>` : ''}`;
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

/** The same in a few words, for a narrow column. */
function shortDifference({ standing, listed, dead }: IndexEntry): string {
	if (dead) return l10n.t('its archive is not there');
	const words: Readonly<Record<IndexEntry['standing'], string>> = {
		same: '',
		added: l10n.t('missing in the file'),
		gone: l10n.t('only in the file'),
		newer: l10n.t('the file has {0}', listed ?? l10n.t('none')),
		older: l10n.t('the file has {0}', listed ?? l10n.t('none')),
		changed: l10n.t('another archive'),
	};
	return words[standing];
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
		cell: ({ download }) => pathCell(visibleText(download ?? '')),
	},
	{
		id: 'difference',
		title: l10n.t('Difference'),
		value: differenceText,
		cell: (entry) => html`<span title=${differenceText(entry)}>${shortDifference(entry)}</span>`,
	},
];

function keptIn(state: unknown): Partial<Kept> {
	return typeof state === 'object' && state !== null ? (state as Partial<Kept>) : {};
}

customElements.define('metro-index', IndexPage);
const root = document.getElementById('page');
if (root !== null) render(html`<metro-index></metro-index>`, root);

/** The review of a cleaning: what goes and why, of which single items can be held back; then what came of it. */
import '../localize.ts';
import * as l10n from '@vscode/l10n';
import { html, LitElement, type PropertyValues, render, type TemplateResult } from 'lit';
import { sizeText } from '../../../server/src/base/sizeText.ts';
import type { PlanItem } from '../../../server/src/protocol/events.ts';
import type { CleanOutcome, CleanResult, FromCleanPage, ToCleanPage } from '../../src/clean/cleanMessages.ts';
import { tallyOf, tallySize, tallyText } from '../../src/clean/cleanTally.ts';
import { planReasons } from '../../src/clean/planReasons.ts';
import { placeInMirror } from '../../src/setups/placeInMirror.ts';
import { numberText } from '../../src/ui/numberText.ts';
import { visibleText } from '../../src/ui/visibleText.ts';
import { hostFor } from '../host.ts';
import { icon } from '../icons.ts';
import { createKeptScroll } from '../keptScroll.ts';
import { keepFocus } from '../keyed.ts';
import type { TableView } from './arrange.ts';
import { type DrawnColumn, drawItemTable } from './itemTable.ts';
import { pathCell } from './pathCell.ts';

const host = hostFor<FromCleanPage>();

/** A state that the editor keeps must stay small. */
const mostKept = 2000;

type State =
	| { readonly kind: 'reading' }
	| { readonly kind: 'none'; readonly text: string }
	| { readonly kind: 'review' }
	| { readonly kind: 'running'; readonly done: number; readonly total: number }
	| { readonly kind: 'result'; readonly result: CleanResult };

interface Kept {
	readonly home: string;
	readonly mirror: string;
	readonly view: TableView;
	readonly shows: 'going' | 'all';
	/** Paths that the user held back: they stay so in the next review. */
	readonly held: readonly string[];
	readonly result?: CleanResult;
}

class CleanPage extends LitElement {
	static override properties = {
		state: { attribute: false },
		items: { attribute: false },
		held: { attribute: false },
		kept: { attribute: false },
	};

	declare state: State;
	declare items: readonly PlanItem[];
	/** Of `items`, the paths of those that are to stay. */
	declare held: ReadonlySet<string>;
	declare kept: Kept;
	/** Paths that are to stay, in this review and the next. */
	#remembered: ReadonlySet<string>;
	#mayRemove = false;
	readonly #scroll = createKeptScroll(host.getState(), () => this.#keepState());

	constructor() {
		super();
		const first: Kept = {
			home: '',
			mirror: '',
			view: { sort: 'bytes', down: true, search: '' },
			shows: 'going',
			held: [],
		};
		this.kept = { ...first, ...keptIn(host.getState()) };
		const { result } = this.kept;
		this.state = result === undefined ? { kind: 'reading' } : { kind: 'result', result };
		this.items = [];
		this.#remembered = new Set(this.kept.held);
		this.held = new Set();
		window.addEventListener('message', ({ data }: MessageEvent<ToCleanPage>) => this.#take(data));
		host.postMessage({ kind: 'ready', hasResult: result !== undefined });
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
		if (this.items.length > 0 || this.state.kind === 'result') this.#scroll.restore();
	}

	#take(message: ToCleanPage): void {
		switch (message.kind) {
			case 'reading':
				this.state = message;
				return;
			case 'plan': {
				const { result: _, ...kept } = this.kept;
				this.kept = { ...kept, home: message.home, mirror: message.mirror };
				this.items = message.items;
				this.#mayRemove = message.mayRemove;
				this.#hold([...message.held, ...this.#remembered]);
				this.state = { kind: 'review' };
				return;
			}
			case 'none':
				this.#keep({ home: message.home });
				this.items = [];
				this.state = message;
				return;
			case 'running':
				this.state = message;
				return;
			case 'stopped':
				if (this.state.kind === 'running' || this.state.kind === 'reading') this.state = { kind: 'review' };
				return;
			case 'result': {
				const { result } = message;
				this.state = message;
				this.#keep({ result: { ...result, outcomes: result.outcomes.slice(0, mostKept) } });
			}
		}
	}

	/** What would go, without what is held back. */
	#going(): readonly PlanItem[] {
		return this.items.filter((item) => canGo(item) && !this.held.has(item.path));
	}

	#toggle(path: string): void {
		const held = new Set(this.#remembered);
		if (!held.delete(path)) held.add(path);
		this.#hold(held);
	}

	/** Remembers what is to stay, also of what cannot go just now. */
	#hold(paths: Iterable<string>): void {
		this.#remembered = new Set(paths);
		this.held = new Set(
			this.items.filter((item) => canGo(item) && this.#remembered.has(item.path)).map(({ path }) => path),
		);
		const kept = [...this.#remembered].slice(0, mostKept);
		this.#keep({ held: kept });
		host.postMessage({ kind: 'hold', held: kept });
	}

	protected override render(): TemplateResult {
		const going = tallyOf(this.#going().map((item) => ({ ...item, action: 'remove' })));
		const isReview = this.state.kind === 'review';
		const count = going.builds + going.snapshots;
		return html`<main class="clean">
			<header>
				<h1>${this.#headline(going)}</h1>
				<p class="quiet">${visibleText(this.kept.mirror)}</p>
				${isReview ? html`<p>${count === 0 ? l10n.t('Nothing would be removed. Tick what is to go.') : l10n.t('Nothing has been removed yet. Untick what is to stay.')}</p>` : ''}
			</header>
			${isReview && !this.#mayRemove ? html`<p class="quiet">${l10n.t('Restricted Mode: nothing is removed until you trust this workspace.')}</p>` : ''}
			${this.state.kind === 'running' ? this.#progress(this.state) : ''}
			<div class="offers">
				${
					isReview && count > 0 && this.#mayRemove
						? html`<button class="vscode-button" type="button" @click=${() => host.postMessage({ kind: 'remove', held: [...this.held] })}>${icon('trash')} ${l10n.t('Remove {0}… ({1})', tallyText(going), tallySize(going))}</button>`
						: ''
				}
				${isReview ? html`<button class="vscode-button secondary" type="button" @click=${() => host.postMessage({ kind: 'script', held: [...this.held] })}>${icon('terminal')} ${l10n.t('Show Script')}</button>` : ''}
				${
					this.state.kind === 'running' || this.state.kind === 'reading'
						? ''
						: html`<button class="vscode-button secondary" type="button" @click=${() => host.postMessage({ kind: 'again' })}>${icon('refresh')} ${l10n.t('Review Again')}</button>`
				}
			</div>
			${this.state.kind === 'result' ? this.#outcomes(this.state.result) : this.items.length === 0 ? '' : this.#review(isReview)}
		</main>`;
	}

	#headline(going: ReturnType<typeof tallyOf>): string {
		switch (this.state.kind) {
			case 'reading':
				return l10n.t('Looking what Clean would remove…');
			case 'none':
				return this.state.text;
			case 'running':
				return l10n.t('Removing {0} ({1})…', tallyText(going), tallySize(going));
			case 'result':
				return this.state.result.text;
			case 'review':
				return going.builds + going.snapshots === 0
					? l10n.t('All that Clean would remove is held back')
					: l10n.t('Clean would remove {0} ({1})', tallyText(going), tallySize(going));
		}
	}

	#progress({ done, total }: { readonly done: number; readonly total: number }): TemplateResult {
		const words = l10n.t('{0} of {1}', numberText(done), numberText(total));
		return html`<p role="status"><progress max=${Math.max(1, total)} .value=${done} aria-label=${words}></progress> ${words}</p>`;
	}

	#review(isReview: boolean): TemplateResult {
		const { view, shows } = this.kept;
		const items = shows === 'all' ? this.items : this.items.filter(canGo);
		const columns: readonly DrawnColumn<PlanItem>[] = [
			this.#pathColumn(),
			sizeColumn(),
			{ id: 'reason', title: l10n.t('Reason'), value: ({ reason }) => planReasons[reason] },
			{
				id: 'what',
				title: l10n.t('Result'),
				value: (item) => this.#fateOf(item),
			},
		];
		return drawItemTable({
			label: l10n.t('What Clean would remove'),
			name: 'clean',
			items,
			columns,
			view,
			keyOf: ({ path }) => path,
			lead: (item) => this.#check(item, isReview),
			choose: (next) => this.#keep({ view: next }),
			tools: html`<div class="vscode-select"><select aria-label=${l10n.t('Rows')} @change=${({
				target,
			}: Event) =>
				target instanceof HTMLSelectElement &&
				this.#keep({ shows: target.value === 'all' ? 'all' : 'going' })}>
				<option value="going" ?selected=${shows === 'going'}>${l10n.t('What goes')}</option>
				<option value="all" ?selected=${shows === 'all'}>${l10n.t('What goes and what stays')}</option>
			</select></div>`,
		});
	}

	#fateOf(item: PlanItem): string {
		if (!canGo(item)) return l10n.t('stays');
		return this.held.has(item.path) ? l10n.t('held back') : l10n.t('goes');
	}

	#check(item: PlanItem, isReview: boolean): TemplateResult {
		if (!canGo(item)) return html``;
		const goes = !this.held.has(item.path);
		const name = visibleText(placeOf(item.path, this.kept.mirror));
		return html`<button class="check" type="button" role="checkbox" aria-checked=${goes ? 'true' : 'false'} ?disabled=${!isReview}
			aria-label=${l10n.t('Remove {0}', name)} @click=${() => this.#toggle(item.path)}>${goes ? icon('check') : ''}</button>`;
	}

	#pathColumn<Item extends { readonly path: string }>(): DrawnColumn<Item> {
		return {
			id: 'path',
			title: l10n.t('Path'),
			value: ({ path }) => visibleText(placeOf(path, this.kept.mirror)),
			// Which build it is: the subarch and the day.
			cell: ({ path }) => pathCell(visibleText(placeOf(path, this.kept.mirror)), 2),
		};
	}

	#outcomes({ outcomes }: CleanResult): TemplateResult {
		const { view } = this.kept;
		const words = {
			removed: l10n.t('removed'),
			gone: l10n.t('was already gone'),
			kept: l10n.t('left alone'),
			held: l10n.t('held back'),
		};
		const columns: readonly DrawnColumn<CleanOutcome>[] = [
			this.#pathColumn(),
			sizeColumn(),
			{ id: 'reason', title: l10n.t('Reason'), value: ({ reason }) => visibleText(reason ?? '') },
			{ id: 'what', title: l10n.t('Result'), value: ({ kind }) => words[kind] },
		];
		return drawItemTable({
			label: l10n.t('What was removed'),
			name: 'removed',
			items: outcomes,
			columns,
			view,
			keyOf: ({ path }) => path,
			lead: ({ kind }) => icon(outcomeIcons[kind]),
			choose: (next) => this.#keep({ view: next }),
		});
	}
}

const outcomeIcons: Readonly<Record<CleanOutcome['kind'], string>> = {
	removed: 'check',
	gone: 'check',
	kept: 'warning',
	held: 'circle-slash',
};

function canGo({ action, reason }: PlanItem): boolean {
	return action === 'remove' || reason === 'held-back';
}

function placeOf(path: string, mirror: string): string {
	return placeInMirror(path, mirror) ?? path;
}

function sizeColumn<Item extends { readonly bytes?: number }>(): DrawnColumn<Item> {
	return {
		id: 'bytes',
		title: l10n.t('Size'),
		isNumber: true,
		value: ({ bytes }) => bytes,
		cell: ({ bytes }) => (bytes === undefined ? '' : sizeText(bytes)),
	};
}

function keptIn(state: unknown): Partial<Kept> {
	return typeof state === 'object' && state !== null ? (state as Partial<Kept>) : {};
}

customElements.define('metro-clean', CleanPage);
const root = document.getElementById('page');
if (root !== null) render(html`<metro-clean></metro-clean>`, root);

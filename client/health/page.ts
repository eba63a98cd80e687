/** The Health page: draws what the server tells of a repository, and asks its host to act. It computes nothing of its own. */
import './localize.ts';
import * as l10n from '@vscode/l10n';
import { html, LitElement, type PropertyValues, render, type TemplateResult } from 'lit';
import type { BuildMark, Health } from '../../server/src/protocol/health.ts';
import type { ToPage } from '../src/health/pageMessages.ts';
import { withChange } from './change.ts';
import { civilOf } from './civil.ts';
import { filtered, restricts } from './filter.ts';
import { momentText, nearMomentText } from './format.ts';
import { host } from './host.ts';
import { type Kept, keptIn } from './kept.ts';
import { createKeptScroll } from './keptScroll.ts';
import { keepFocus } from './keyed.ts';
import { lastResult } from './memo.ts';
import type { PageContext } from './pageContext.ts';
import { aheadSection } from './sections/ahead.ts';
import { attentionSection } from './sections/attention.ts';
import { detailsOf } from './sections/details.ts';
import { eventsSection } from './sections/events.ts';
import { failuresSection } from './sections/failures.ts';
import { filterBar } from './sections/filterBar.ts';
import { indexXmlSection } from './sections/indexXml.ts';
import { matrixSection } from './sections/matrix.ts';
import { pageHeader } from './sections/pageHeader.ts';
import { storageSection } from './sections/storage.ts';
import { timelinesSection } from './sections/timelines.ts';
import { weeksSection } from './sections/weeks.ts';
import { withoutHealth } from './sections/withoutHealth.ts';
import { findSubarch } from './subarchNames.ts';
import { visible } from './visibleHealth.ts';

const shownOf = lastResult(filtered);

class HealthPage extends LitElement {
	static override properties = {
		health: { attribute: false },
		text: { attribute: false },
		offers: { attribute: false },
		kept: { attribute: false },
		marks: { attribute: false },
		isWhole: { attribute: false },
	};

	declare health: Health | undefined;
	declare text: string;
	declare offers: readonly string[];
	declare kept: Kept;
	declare marks: ReadonlyMap<string, readonly BuildMark[]>;
	/** False until the upper part was painted: it is what somebody waits for. */
	declare isWhole: boolean;
	#home = '';
	#mayRun = false;
	/** Of the repository's machine. */
	#zone = '';
	/** Rows whose time lines were asked for since the health changed, and from which day. */
	#asked = new Map<string, number>();
	/** What asked for the details: it gets the focus back. */
	#opener: HTMLElement | undefined;
	readonly #scroll = createKeptScroll(host.getState(), () => this.#keepState());

	constructor() {
		super();
		const state = host.getState();
		this.health = undefined;
		this.text = l10n.t('Reading the repository…');
		this.offers = [];
		this.kept = keptIn(state);
		this.marks = new Map();
		this.isWhole = false;
		window.addEventListener('message', ({ data }: MessageEvent<ToPage>) => this.#take(data));
		host.postMessage({ kind: 'ready' });
	}

	protected override createRenderRoot(): HTMLElement {
		return this;
	}

	#take(message: ToPage): void {
		switch (message.kind) {
			case 'health':
				this.#home = message.home;
				this.#mayRun = message.mayRun;
				this.#zone = message.zone;
				this.text = message.text;
				this.offers = message.offers;
				this.health = visible(message.health);
				this.#asked.clear();
				this.#keepState();
				return;
			case 'changed':
				if (this.health === undefined) return;
				this.health = withChange(this.health, visible(message.change));
				this.#asked.clear();
				return;
			case 'timelines':
				this.marks = new Map([
					...this.marks,
					...Object.entries(message.answer).map(([row, marks]) => [row, visible(marks)] as const),
				]);
		}
	}

	#keepState(): void {
		if (this.#home !== '') host.setState({ home: this.#home, kept: this.kept, top: this.#scroll.top() });
	}

	protected override performUpdate(): void {
		const giveFocusBack = keepFocus();
		super.performUpdate();
		giveFocusBack();
	}

	protected override updated(changes: PropertyValues): void {
		super.updated(changes);
		if (changes.has('kept')) this.#keepState();
		if (this.health !== undefined && !this.isWhole)
			requestAnimationFrame(() => setTimeout(() => (this.isWhole = true)));
		if (this.isWhole) this.#scroll.restore();
	}

	#context(health: Health): PageContext {
		const zone = this.#zone;
		return {
			mayRun: this.#mayRun,
			zone,
			now: civilOf(health.at, zone),
			marks: this.marks,
			kept: this.kept,
			keep: (change) => {
				this.kept = { ...this.kept, ...change };
			},
			moment: (at) => momentText(at, zone),
			nearMoment: (at) => nearMomentText(at, health.at, zone),
			find: (id) => findSubarch(health.subarches, id),
			select: (row, event) => void this.#select(row, event),
			act: (action, row) => host.postMessage({ kind: 'act', action, ...(row !== undefined && { row }) }),
			askTimelines: (rows, from, to) => this.#askTimelines(rows, from, to),
		};
	}

	#askTimelines(rows: readonly string[], from: number, to: number): void {
		const unknown = rows.filter((row) => (this.#asked.get(row) ?? Number.POSITIVE_INFINITY) > from);
		for (const row of unknown) this.#asked.set(row, from);
		if (unknown.length > 0) host.postMessage({ kind: 'timelines', rows: unknown, from, to });
	}

	/** With the keyboard, the focus goes to what can be done; the pointer leaves it where it is. */
	async #select(row: string, event: Event): Promise<void> {
		this.kept = { ...this.kept, selected: row };
		if (!(event instanceof MouseEvent) || event.detail > 0) return;
		this.#opener = event.currentTarget instanceof HTMLElement ? event.currentTarget : undefined;
		await this.updateComplete;
		this.querySelector<HTMLElement>('aside.details button')?.focus();
	}

	#closeDetails(): void {
		const hadFocus = this.querySelector('aside.details')?.contains(document.activeElement) === true;
		this.kept = { ...this.kept, selected: '' };
		if (hadFocus) this.#opener?.focus();
	}

	protected override render(): TemplateResult {
		const { health } = this;
		if (health === undefined) return withoutHealth(this.text, this.offers);
		const page = this.#context(health);
		const shown = shownOf(health, this.kept.filter);
		const isUnmatched = restricts(this.kept.filter) && shown.subarches.length === 0;
		const selected = health.subarches.find(({ row }) => row === this.kept.selected);
		return html`<main>
			${pageHeader(page, health)} ${filterBar(page, health, shown.subarches.length)}
			<div class="pair">${attentionSection(page, shown, restricts(this.kept.filter))}${aheadSection(page, shown, isUnmatched)}</div>
			${matrixSection(page, shown)} ${this.isWhole ? lowerPart(page, health, shown) : ''}
			${selected === undefined ? '' : detailsOf(page, health, selected, () => this.#closeDetails())}
		</main>`;
	}
}

/** @param shown the health restricted to the subarches that the filter leaves */
function lowerPart(page: PageContext, health: Health, shown: Health): TemplateResult {
	const isRestricted = restricts(page.kept.filter);
	return html`${timelinesSection(page, shown)}
		<div class="pair"><div>${failuresSection(page, shown, isRestricted)}${storageSection(page, health)}${indexXmlSection(page, shown, isRestricted)}</div>
			<div>${weeksSection(page, health)}</div></div>
		${eventsSection(page, shown, isRestricted)}`;
}

customElements.define('metro-health', HealthPage);
const root = document.getElementById('page');
if (root !== null) render(html`<metro-health></metro-health>`, root);

/** The Health page: draws what the server tells of a repository, and asks its host to act. It computes nothing of its own. */
import { html, LitElement, type PropertyValues, render, type TemplateResult } from 'lit';
import type { BuildMark, Health } from '../../server/src/protocol/health.ts';
import type { ToPage } from '../src/health/pageMessages.ts';
import { withChange } from './change.ts';
import { type Filter, isShown, noFilter } from './filter.ts';
import { momentText } from './format.ts';
import { host } from './host.ts';
import { keepFocus } from './keyed.ts';
import type { PageContext } from './pageContext.ts';
import { aheadSection } from './sections/ahead.ts';
import { attentionSection } from './sections/attention.ts';
import { eventsSection } from './sections/events.ts';
import { failuresSection } from './sections/failures.ts';
import { filterBar } from './sections/filterBar.ts';
import { indexXmlSection } from './sections/indexXml.ts';
import { matrixSection } from './sections/matrix.ts';
import { storageSection } from './sections/storage.ts';
import { timelinesSection } from './sections/timelines.ts';
import { weeksSection } from './sections/weeks.ts';
import { visible } from './visibleHealth.ts';

class HealthPage extends LitElement {
	static override properties = {
		health: { attribute: false },
		text: { attribute: false },
		filter: { attribute: false },
		marks: { attribute: false },
	};

	declare health: Health | undefined;
	declare text: string;
	declare filter: Filter;
	declare marks: ReadonlyMap<string, readonly BuildMark[]>;
	#home = '';
	#mayRun = false;
	/** Of the repository's machine. */
	#zone = '';
	/** Rows whose time lines were asked for since the health changed. */
	#asked = new Set<string>();

	constructor() {
		super();
		this.health = undefined;
		this.text = 'Reading the repository …';
		this.filter = { ...noFilter, ...filterIn(host.getState()) };
		this.marks = new Map();
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
		host.setState({ home: this.#home, filter: this.filter });
	}

	protected override performUpdate(): void {
		const giveFocusBack = keepFocus();
		super.performUpdate();
		giveFocusBack();
	}

	protected override updated(changes: PropertyValues): void {
		super.updated(changes);
		if (changes.has('filter') && this.#home !== '') this.#keepState();
	}

	#context(): PageContext {
		const zone = this.#zone;
		return {
			mayRun: this.#mayRun,
			zone,
			marks: this.marks,
			moment: (at) => momentText(at, zone),
			act: (action, row) => host.postMessage({ kind: 'act', action, ...(row !== undefined && { row }) }),
			askTimelines: (rows, from, to) => {
				const unknown = rows.filter((row) => !this.#asked.has(row));
				for (const row of unknown) this.#asked.add(row);
				if (unknown.length > 0) host.postMessage({ kind: 'timelines', rows: unknown, from, to });
			},
		};
	}

	#choose(change: Partial<Filter>): void {
		this.filter = { ...this.filter, ...change };
	}

	protected override render(): TemplateResult {
		const { health } = this;
		if (health === undefined)
			return html`<main><h1>Repository Health</h1><p role="status">${this.text}</p>
				<button @click=${() => host.postMessage({ kind: 'refresh' })}>Refresh</button></main>`;
		const page = this.#context();
		const shown = health.subarches.filter((one) => isShown(this.filter, one));
		return html`<main>
			<header>
				<h1>${health.headline}</h1>
				<p>${health.summary}</p>
				<p class="quiet">${health.mirror}</p>
			</header>
			${filterBar(this.filter, (change) => this.#choose(change), health, shown.length)}
			<div class="pair">${attentionSection(page, health)}${aheadSection(page, health)}</div>
			${matrixSection(page, health, shown)} ${timelinesSection(page, health, shown)}
			<div class="pair">${failuresSection(page, health)}${weeksSection(page, health)}</div>
			<div class="pair">${storageSection(health)}${indexXmlSection(page, health)}</div>
			${eventsSection(page, health)}
		</main>`;
	}
}

function filterIn(state: unknown): Partial<Filter> {
	if (typeof state !== 'object' || state === null || !('filter' in state)) return {};
	const { filter } = state;
	return typeof filter === 'object' && filter !== null ? (filter as Partial<Filter>) : {};
}

customElements.define('metro-health', HealthPage);
const root = document.getElementById('page');
if (root !== null) render(html`<metro-health></metro-health>`, root);

/** The Health page: draws what the server tells of a repository, and asks its host to act. It computes nothing of its own. */
import { html, LitElement, type PropertyValues, render, type TemplateResult } from 'lit';
import { oneLine } from '../../server/src/base/visible.ts';
import type {
	AttentionItem,
	BuildMark,
	Health,
	HealthAction,
	SubarchHealth,
	SubarchId,
	SubarchState,
} from '../../server/src/protocol/health.ts';
import type { FromPage, ToPage } from '../src/health/pageMessages.ts';
import { changed } from './change.ts';
import { type Filter, isShown, matrixLines, noFilter } from './filter.ts';
import { ageText, civilOf, dayText, lengthText, momentText } from './format.ts';
import { keepFocus, keyed } from './keyed.ts';
import './longList.ts';
import { csvTable, markdownTable, type Table } from './tableText.ts';
import { days, timeline } from './timeline.ts';
import { visible } from './visibleHealth.ts';
import { actionWords, readingActions, stateSigns, stateWords } from './words.ts';

interface Host {
	postMessage(message: FromPage): void;
	getState(): unknown;
	setState(state: unknown): void;
}

declare function acquireVsCodeApi(): Host;

const host = acquireVsCodeApi();
const dayLength = 86_400_000;
const mostEvents = 200;
const mostLines = 30;

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
				this.health = changed(this.health, visible(message.change));
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

	#moment(at: number): string {
		return momentText(at, this.#zone);
	}

	#choose(change: Partial<Filter>): void {
		this.filter = { ...this.filter, ...change };
	}

	#act(action: HealthAction, row?: string): void {
		host.postMessage({ kind: 'act', action, ...(row !== undefined && { row }) });
	}

	protected override render(): TemplateResult {
		const { health } = this;
		if (health === undefined)
			return html`<main><h1>Repository Health</h1><p role="status">${this.text}</p>
				<button @click=${() => host.postMessage({ kind: 'refresh' })}>Refresh</button></main>`;
		const shown = health.subarches.filter((one) => isShown(this.filter, one));
		return html`<main>
			<header>
				<h1>${health.headline}</h1>
				<p>${health.summary}</p>
				<p class="quiet">${health.mirror}</p>
			</header>
			${this.#filters(health, shown.length)}
			<div class="pair">${this.#attention(health)}${this.#ahead(health)}</div>
			${this.#matrix(health, shown)} ${this.#timelines(health, shown)}
			<div class="pair">${this.#failures(health)}${this.#weeks(health)}</div>
			<div class="pair">${this.#storage(health)}${this.#index(health)}</div>
			${this.#events(health)}
		</main>`;
	}

	#filters(health: Health, count: number): TemplateResult {
		const { filter } = this;
		const builds = [...new Set(health.subarches.map(({ build }) => build))];
		const arches = [...new Set(health.subarches.map(({ arch }) => arch))];
		const states = Object.keys(stateWords) as SubarchState[];
		const select = (
			name: 'build' | 'arch' | 'state',
			all: string,
			options: readonly (readonly [string, string])[],
		) =>
			html`<select aria-label=${name} .value=${filter[name]} @change=${(event: Event) =>
				this.#choose({ [name]: (event.target as HTMLSelectElement).value })}>
				<option value="">${all}</option>
				${options.map(([value, label]) => html`<option value=${value} ?selected=${filter[name] === value}>${label}</option>`)}
			</select>`;
		const tally = (state: SubarchState): number =>
			health.subarches.filter((one) => one.state === state).length;
		const isFiltered = Object.values(filter).some((value) => value !== '');
		return html`<form class="filters" role="search" aria-label="Filter subarches" @submit=${(event: Event) => event.preventDefault()}>
			<input type="search" aria-label="Name" placeholder="Filter by name" .value=${filter.text}
				@input=${(event: Event) => this.#choose({ text: (event.target as HTMLInputElement).value })}>
			${select(
				'state',
				'All states',
				states.flatMap((state) => {
					const number = tally(state);
					return number === 0 && filter.state !== state
						? []
						: [[state, `${stateWords[state]} (${number})`] as const];
				}),
			)}
			${select(
				'build',
				'All builds',
				builds.map((one) => [one, oneLine(one)] as const),
			)}
			${select(
				'arch',
				'All arches',
				arches.map((one) => [one, oneLine(one)] as const),
			)}
			<span role="status">${isFiltered ? `${count} of ${health.subarches.length} subarches` : `${health.subarches.length} subarches`}</span>
			${isFiltered ? html`<button type="button" @click=${() => this.#choose(noFilter)}>Show All</button>` : ''}
		</form>`;
	}

	#attention({ attention, subarches }: Health): TemplateResult {
		return section(
			'attention',
			'Needs attention',
			attention.length === 0
				? html`<p>Nothing needs you now.</p>`
				: html`<ul class="attention">${keyed(attention.slice(0, mostLines), itemKey, (item) => this.#item(item, subarches))}</ul>
					${rest(attention.length - mostLines)}`,
		);
	}

	#item(item: AttentionItem, subarches: readonly SubarchHealth[]): TemplateResult {
		const [first, ...others] = item.subarches;
		const row = first && rowOf(subarches, first);
		// Without a row there is nothing that an action of a row could be about. Several subarches share a failure, so one log tells it.
		const actions = item.actions.filter(
			(action) =>
				(this.#mayRun || readingActions.has(action)) &&
				(!needsRow.has(action) || (row !== undefined && (others.length === 0 || action === 'open-log'))),
		);
		return html`<li class=${item.severity}>
			<span class="sign" aria-hidden="true">${item.severity === 'error' ? '✕' : item.severity === 'warning' ? '!' : 'i'}</span>
			<div><strong>${item.title}</strong><p>${item.detail}</p>${others.length === 0 ? '' : this.#links(item.subarches, subarches)}</div>
			<div class="actions">${keyed(
				actions,
				String,
				(action) => html`<button aria-label=${`${actionWords[action]}: ${item.title}`}
				@click=${() => this.#act(action, row)}>${actionWords[action]}</button>`,
			)}</div>
		</li>`;
	}

	/** Each of several subarches leads to its row. */
	#links(ids: readonly SubarchId[], subarches: readonly SubarchHealth[]): TemplateResult {
		const link = (id: SubarchId): TemplateResult => {
			const row = rowOf(subarches, id);
			return row === undefined
				? html`<span>${nameOf(id)}</span>`
				: html`<button class="link" @click=${() => this.#act('show-row', row)}>${nameOf(id)}</button>`;
		};
		return html`<p>${keyed(ids.slice(0, mostLines), (id) => JSON.stringify(id), link)}</p>${rest(ids.length - mostLines)}`;
	}

	#ahead({ ahead, subarches }: Health): TemplateResult {
		const table = {
			columns: ['#', 'subarch', 'why', 'starts', 'takes'],
			rows: ahead
				.slice(0, mostLines)
				.map((one, at) => [
					one.since === undefined ? at + 1 - ahead.filter(({ since }) => since !== undefined).length : 'now',
					nameOf(one),
					[one.why, [one.target, ...one.extras].filter((part) => part !== '').join(' + ')]
						.filter((part) => part !== '')
						.join('; '),
					one.since === undefined
						? one.startsAt === undefined
							? ''
							: this.#moment(one.startsAt)
						: one.since === 0
							? ''
							: `since ${this.#moment(one.since)}`,
					one.takes === undefined ? '' : lengthText(one.takes),
				]),
		};
		return section(
			'ahead',
			'Next in the rotation',
			ahead.length === 0
				? html`<p>Nothing is due.</p>`
				: html`${drawTable(
						table,
						(row) => ahead[row] && rowOf(subarches, ahead[row]),
						(row) => this.#act('show-row', row),
					)}`,
			table,
		);
	}

	#matrix(health: Health, shown: readonly SubarchHealth[]): TemplateResult {
		const builds = [...new Set(shown.map(({ build }) => build))];
		const lines = matrixLines(shown);
		const now = civilOf(health.at, this.#zone);
		const cell = (one: SubarchHealth | undefined): TemplateResult => {
			if (one === undefined) return html`<span role="cell" class="quiet">–</span>`;
			const count = one.failcount === undefined ? '?' : one.failcount;
			const failed = count === 0 ? '' : `${count} of ${health.policy.maxFailcount}`;
			const age = one.state === 'running' ? 'building' : ageText(one.latest, now);
			return html`<span role="cell"><button class="cell ${one.state}" title=${one.reason}
				aria-label=${`${age}${failed === '' ? '' : ` ${failed}`}: ${oneLine(one.subarch)}, ${oneLine(one.build)}, ${stateWords[one.state]}. ${one.reason}`}
				@click=${() => this.#act(this.#mayRun ? 'explain' : 'show-row', one.row)}>
				<span class="sign" aria-hidden="true">${stateSigns[one.state]}</span> ${age}
				${failed === '' ? '' : html`<span class="badge">${failed}</span>`}
				${one.results === '' ? '' : html`<span class="results" aria-hidden="true">${[...one.results].map((result) => html`<i class=${result}></i>`)}</span>`}
			</button></span>`;
		};
		return section(
			'matrix',
			'Builds by subarch',
			lines.length === 0
				? html`<p>No subarch matches the filter.</p>`
				: html`<metro-list label="Builds by subarch" .count=${lines.length} .columns=${builds.length}
				.keyOf=${(index: number) => JSON.stringify([lines[index]?.arch, lines[index]?.subarch])}
				.head=${html`<span role="columnheader">subarch</span>${builds.map((build) => html`<span role="columnheader">${oneLine(build)}</span>`)}`}
				.draw=${(index: number) => {
					const line = lines[index];
					return line === undefined
						? html``
						: html`<span role="rowheader"><strong>${oneLine(line.subarch)}</strong> <span class="quiet">${oneLine(line.arch)}</span></span>${keyed(builds, String, (build) => cell(line.cells.get(build)))}`;
				}}></metro-list>`,
			{
				columns: ['build', 'arch', 'subarch', 'state', 'failcount', 'latest', 'reason'],
				rows: shown.map((one) => [
					one.build,
					one.arch,
					one.subarch,
					stateWords[one.state],
					one.failcount,
					one.latest === undefined ? '' : dayText(one.latest),
					one.reason,
				]),
			},
		);
	}

	#timelines(health: Health, shown: readonly SubarchHealth[]): TemplateResult {
		const now = civilOf(health.at, this.#zone);
		const ask = (first: number, end: number): void => {
			const rows = shown
				.slice(first, end)
				.map(({ row }) => row)
				.filter((row) => !this.#asked.has(row));
			if (rows.length === 0) return;
			for (const row of rows) this.#asked.add(row);
			host.postMessage({ kind: 'timelines', rows, from: now - (days + 1) * dayLength, to: now });
		};
		return section(
			'timelines',
			`Last ${days} days`,
			html`<p class="legend quiet">● full ○ complete, not full ◇ another target – incomplete ✕ failed; faded: due for Clean. A line is a week.</p>
			<metro-list class="timelines" label=${`Builds of the last ${days} days`} .count=${shown.length} .columns=${1} .shown=${ask}
				.keyOf=${(index: number) => shown[index]?.row ?? ''}
				.head=${html`<span role="columnheader">subarch</span><span role="columnheader">${dayText(now - days * dayLength)} to today</span>`}
				.draw=${(index: number) => {
					const one = shown[index];
					return one === undefined
						? html``
						: html`<span role="rowheader"><button class="cell" @click=${() => this.#act('show-row', one.row)}><strong>${oneLine(one.subarch)}</strong> <span class="quiet">${oneLine(one.build)}</span></button></span>
							<span role="cell">${timeline(this.marks.get(one.row) ?? [], now)}</span>`;
				}}></metro-list>`,
		);
	}

	#failures({ failures, subarches }: Health): TemplateResult {
		const table = {
			columns: ['package', 'phase', 'subarches', 'first', 'last'],
			rows: failures
				.slice(0, mostLines)
				.map((one) => [
					one.ebuild,
					one.phase ?? '',
					one.subarches.map(({ subarch }) => oneLine(subarch)).join(', '),
					this.#moment(one.firstAt),
					this.#moment(one.lastAt),
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
				: drawTable(table, first, (row) => this.#act('open-log', row)),
			table,
		);
	}

	#weeks({ weeks, historyOff }: Health): TemplateResult {
		if (weeks.length === 0)
			return section('weeks', 'Results by week', html`<p>${historyOff ?? 'Nothing is recorded yet.'}</p>`);
		const most = Math.max(1, ...weeks.map(({ succeeded, failed }) => succeeded + failed));
		return section(
			'weeks',
			'Results by week',
			html`<ul class="weeks">${weeks.map(({ weekAt, succeeded, failed, medianDuration }) => {
				const all = succeeded + failed;
				const rate = all === 0 ? 'no builds' : `${Math.round((100 * succeeded) / all)} % of ${all} succeeded`;
				return html`<li><span>${this.#moment(weekAt).slice(0, 10)}</span>
					<progress class="good" max=${most} value=${succeeded} aria-label=${`${succeeded} succeeded`}></progress>
					<span>${rate}${medianDuration === undefined ? '' : `, usually ${lengthText(medianDuration)}`}</span></li>`;
			})}</ul>`,
			{
				columns: ['week', 'succeeded', 'failed', 'median length'],
				rows: weeks.map((one) => [
					this.#moment(one.weekAt).slice(0, 10),
					one.succeeded,
					one.failed,
					one.medianDuration === undefined ? '' : lengthText(one.medianDuration),
				]),
			},
		);
	}

	#storage({ storage }: Health): TemplateResult {
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
		return section(
			'storage',
			'Storage',
			drawTable(
				table,
				() => undefined,
				() => {},
			),
			table,
		);
	}

	#index({ index, locks }: Health): TemplateResult {
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
			html`<p>${states[index.state]}${index.writtenAt === undefined ? '' : ` It was written ${this.#moment(index.writtenAt)}.`}</p>
			${this.#mayRun && (index.state === 'missing' || index.state === 'outdated') ? html`<button @click=${() => this.#act('write-index')}>Write index.xml</button>` : ''}
			${paths('It lacks', index.lacks)} ${paths('Dead downloads', index.dead)}
			<h3>Locks</h3>
			${locks.length === 0 ? html`<p>No subarch is locked.</p>` : html`<ul>${locks.map((lock) => html`<li>${nameOf(lock.subarch)}: ${lock.holder}, ${lock.state}${lock.since === undefined ? '' : `, since ${this.#moment(lock.since)}`}</li>`)}</ul>`}`,
		);
	}

	#events({ events, historyOff }: Health): TemplateResult {
		const table = {
			columns: ['when', 'what'],
			rows: events.slice(0, mostEvents).map((event) => [this.#moment(event.at), event.text]),
		};
		const { subarches } = this.health ?? { subarches: [] };
		return section(
			'events',
			'Events',
			events.length === 0
				? html`<p>${historyOff ?? 'Nothing is recorded yet.'}</p>`
				: html`<div class="events" tabindex="0" role="group" aria-label="Events">${drawTable(
						table,
						(row) => {
							const subarch = events[row]?.subarch;
							return subarch && rowOf(subarches, subarch);
						},
						(row) => this.#act('show-row', row),
					)}</div>${rest(events.length - mostEvents)}`,
			table,
		);
	}
}

/** Actions that are about the one subarch that an item names. */
const needsRow: ReadonlySet<HealthAction> = new Set([
	'open-log',
	'follow-log',
	'zap',
	'build',
	'explain',
	'stop',
	'release-lock',
	'show-row',
]);

/** What an item is about; a change of its words is not another item. */
function itemKey({ kind, path, title, subarches }: AttentionItem): string {
	return JSON.stringify([kind, path ?? title, subarches.length === 1 ? subarches[0] : title]);
}

function rowOf(subarches: readonly SubarchHealth[], { build, arch, subarch }: SubarchId): string | undefined {
	return subarches.find((one) => one.build === build && one.arch === arch && one.subarch === subarch)?.row;
}

/** `subarch (build)`. */
function nameOf({ subarch, build }: SubarchId): string {
	return oneLine(`${subarch} (${build})`);
}

function rest(count: number): TemplateResult | string {
	return count > 0 ? html`<p class="quiet">${count} more are not shown.</p>` : '';
}

function section(id: string, title: string, content: TemplateResult, table?: Table): TemplateResult {
	const copies =
		table === undefined || table.rows.length === 0
			? ''
			: html`<span class="copies">
				<button class="link" aria-label=${`Copy ${title} as Markdown`} @click=${() => host.postMessage({ kind: 'copy', text: markdownTable(table) })}>Copy</button>
				<button class="link" aria-label=${`Open ${title} as CSV`} @click=${() => host.postMessage({ kind: 'export', text: csvTable(table) })}>CSV</button>
			</span>`;
	return html`<section aria-labelledby=${id} class=${id}><div class="title"><h2 id=${id}>${title}</h2>${copies}</div>${content}</section>`;
}

/** A table whose second cell is a button where there is a row to go to. */
function drawTable(
	table: Table,
	rowAt: (index: number) => string | undefined,
	open: (row: string) => void,
): TemplateResult {
	const { columns, rows } = withoutEmptyColumns(table);
	return html`<table><thead><tr>${columns.map((column) => html`<th scope="col">${column}</th>`)}</tr></thead>
		<tbody>${keyed(
			rows,
			(cells) => JSON.stringify(cells),
			(cells, index) => {
				const row = rowAt(index);
				return html`<tr>${cells.map((cell, at) =>
					at === (columns[0] === '#' || columns[0] === 'when' ? 1 : 0) && row !== undefined
						? html`<td><button class="link" @click=${() => open(row)}>${cell}</button></td>`
						: html`<td>${cell}</td>`,
				)}</tr>`;
			},
		)}</tbody></table>`;
}

/** What is unknown everywhere needs no column. */
function withoutEmptyColumns({ columns, rows }: Table): Table {
	const isKnown = columns.map((_, at) => rows.some((cells) => cells[at] !== '' && cells[at] !== undefined));
	return {
		columns: columns.filter((_, at) => isKnown[at]),
		rows: rows.map((cells) => cells.filter((_, at) => isKnown[at])),
	};
}

function filterIn(state: unknown): Partial<Filter> {
	if (typeof state !== 'object' || state === null || !('filter' in state)) return {};
	const { filter } = state;
	return typeof filter === 'object' && filter !== null ? (filter as Partial<Filter>) : {};
}

customElements.define('metro-health', HealthPage);
const root = document.getElementById('page');
if (root !== null) render(html`<metro-health></metro-health>`, root);

/** A list of lines of one height, of which only those in view are drawn. One tab stop; arrow keys go from cell to cell. */
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { GridFocus } from './gridFocus.ts';
import { keepFocus, keyed } from './keyed.ts';
import { visibleSlice } from './visibleSlice.ts';

/** The height of a line, in heights of its letters. */
const lineEms = 2.2;

/** `<metro-list>`: the owner sets `count`, `draw`, `keyOf`, `head` and a `label`. */
export class LongList extends LitElement {
	static override properties = {
		count: { type: Number },
		draw: { attribute: false },
		label: { type: String },
		columns: { type: Number },
	};

	declare count: number;
	/** Draws the cells of a line. Another function: something is drawn differently. */
	declare draw: (index: number) => TemplateResult;
	/** What a line is of: its elements stay with that. */
	keyOf: (index: number) => string = String;
	declare label: string;
	/** The cells of the heading. */
	head: unknown;
	/** How many columns of the same width follow the first one. */
	declare columns: number;
	/** Told which lines are in view. */
	shown: (first: number, end: number) => void = () => {};

	#lineHeight = 28;
	/** The part in view, as last reported. Measuring it while drawing would force a layout. */
	#top = 0;
	#height = 430;
	readonly #sizes = new ResizeObserver(() => this.#measure());
	readonly #focus = new GridFocus(this, {
		count: () => this.count,
		page: () => Math.max(1, Math.floor(this.#height / this.#lineHeight) - 2),
		show: (index) => this.#show(index),
	});

	/** The page's own style applies. */
	protected override createRenderRoot(): HTMLElement {
		return this;
	}

	override connectedCallback(): void {
		super.connectedCallback();
		const fontSize = document.documentElement.style.getPropertyValue('--vscode-font-size');
		this.#lineHeight = Math.round((Number.parseFloat(fontSize) || 13) * lineEms);
		this.style.setProperty('--line', `${this.#lineHeight}px`);
		this.addEventListener('scroll', this.#measure, { passive: true });
		this.#sizes.observe(this);
	}

	override disconnectedCallback(): void {
		super.disconnectedCallback();
		this.#sizes.disconnect();
	}

	readonly #measure = (): void => {
		const before = JSON.stringify(this.#slice());
		this.#top = this.scrollTop;
		this.#height = this.clientHeight;
		if (JSON.stringify(this.#slice()) !== before) this.requestUpdate();
	};

	/** Scrolls a line into view, and waits until it is drawn. */
	async #show(index: number): Promise<void> {
		const top = index * this.#lineHeight;
		const height = this.clientHeight - this.#lineHeight;
		if (top < this.scrollTop) this.scrollTop = top;
		else if (top + this.#lineHeight > this.scrollTop + height)
			this.scrollTop = top + this.#lineHeight - height;
		this.#measure();
		await this.updateComplete;
	}

	protected override performUpdate(): void {
		const giveFocusBack = keepFocus();
		super.performUpdate();
		giveFocusBack();
	}

	#slice(): { first: number; end: number } {
		return visibleSlice(this.#top, this.#height, this.#lineHeight, this.count);
	}

	protected override render(): TemplateResult {
		const { first, end } = this.#slice();
		const indexes = Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at);
		return html`<div role="grid" aria-label=${this.label} aria-rowcount=${this.count + 1}>
			<div role="row" class="line head" aria-rowindex="1">${this.head}</div>
			<div class="gap" role="presentation" .style=${`height:${first * this.#lineHeight}px`}></div>
			${keyed(
				indexes,
				(index) => this.keyOf(index),
				(index) => html`<div role="row" class="line" aria-rowindex=${index + 2}>${this.draw(index)}</div>`,
			)}
			<div class="gap" role="presentation" .style=${`height:${Math.max(0, this.count - end) * this.#lineHeight}px`}></div>
		</div>`;
	}

	protected override updated(changes: PropertyValues): void {
		super.updated(changes);
		if (changes.has('columns')) this.style.setProperty('--columns', String(this.columns));
		const { first, end } = this.#slice();
		this.#focus.drawn();
		this.shown(first, end);
	}
}

customElements.define('metro-list', LongList);

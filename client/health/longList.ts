/** A list of lines of one height, of which only those in view are drawn. */
import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { keepFocus, keyed } from './keyed.ts';
import { visibleSlice } from './visibleSlice.ts';

const lineHeight = 28;

/** `<metro-list>`: the owner sets `count`, `draw`, `keyOf` and a `label`. */
export class LongList extends LitElement {
	static override properties = {
		count: { type: Number },
		draw: { attribute: false },
		keyOf: { attribute: false },
		label: { type: String },
		head: { attribute: false },
		columns: { type: Number },
	};

	declare count: number;
	/** Draws the cells of a line. */
	declare draw: (index: number) => TemplateResult;
	/** What a line is of: its elements stay with that. */
	declare keyOf: (index: number) => string;
	declare label: string;
	/** The cells of the heading. */
	declare head: TemplateResult | undefined;
	/** How many columns of the same width follow the first one. */
	declare columns: number;
	/** Told which lines are in view. */
	shown: (first: number, end: number) => void = () => {};

	/** The page's own style applies. */
	protected override createRenderRoot(): HTMLElement {
		return this;
	}

	override connectedCallback(): void {
		super.connectedCallback();
		this.addEventListener('scroll', this.#scrolled, { passive: true });
	}

	readonly #scrolled = (): void => this.requestUpdate();

	protected override performUpdate(): void {
		const giveFocusBack = keepFocus();
		super.performUpdate();
		giveFocusBack();
	}

	protected override render(): TemplateResult {
		const { first, end } = visibleSlice(this.scrollTop, this.clientHeight || 600, lineHeight, this.count);
		const lines = Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at);
		return html`<div role="table" aria-label=${this.label} aria-rowcount=${this.count + 1}>
			<div role="row" class="line head" aria-rowindex="1">${this.head}</div>
			<div class="gap" .style=${`height:${first * lineHeight}px`}></div>
			${keyed(
				lines,
				(index) => this.keyOf(index),
				(index) => html`<div role="row" class="line" aria-rowindex=${index + 2}>${this.draw(index)}</div>`,
			)}
			<div class="gap" .style=${`height:${Math.max(0, this.count - end) * lineHeight}px`}></div>
		</div>`;
	}

	protected override updated(changes: PropertyValues): void {
		super.updated(changes);
		this.style.setProperty('--columns', String(this.columns));
		const { first, end } = visibleSlice(this.scrollTop, this.clientHeight || 600, lineHeight, this.count);
		this.shown(first, end);
	}
}

customElements.define('metro-list', LongList);

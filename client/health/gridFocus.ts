/** The keyboard in a grid whose lines are drawn as they come into view: one tab stop, and arrow keys between its buttons. */

export interface GridLines {
	count(): number;
	/** So many lines are a page. */
	page(): number;
	/** Scrolls a line into view, and waits until it is drawn. */
	show(index: number): Promise<void>;
}

export class GridFocus {
	readonly #grid: HTMLElement;
	readonly #lines: GridLines;
	#line = 0;
	#column = 0;

	constructor(grid: HTMLElement, lines: GridLines) {
		this.#grid = grid;
		this.#lines = lines;
		grid.addEventListener('keydown', (event) => void this.#press(event));
		grid.addEventListener('focusin', ({ target }) => this.#entered(target));
	}

	/** Call it whenever lines were drawn: exactly one button can be reached by Tab. */
	drawn(): void {
		this.#line = Math.min(this.#line, Math.max(0, this.#lines.count() - 1));
		const buttons = [...this.#grid.querySelectorAll('button')];
		const stop = this.#buttonAt(this.#line, this.#column) ?? buttons[0];
		for (const button of buttons) button.tabIndex = button === stop ? 0 : -1;
	}

	#entered(target: EventTarget | null): void {
		const line = target instanceof Element ? target.closest('[aria-rowindex]') : null;
		if (!(target instanceof Element) || line === null) return;
		this.#line = Number(line.getAttribute('aria-rowindex')) - 2;
		this.#column = [...line.children].findIndex((cell) => cell.contains(target));
		this.drawn();
	}

	async #press(event: KeyboardEvent): Promise<void> {
		const last = this.#lines.count() - 1;
		const moves: Readonly<Record<string, () => readonly [number, number]>> = {
			ArrowDown: () => [this.#line + 1, this.#column],
			ArrowUp: () => [this.#line - 1, this.#column],
			ArrowRight: () => [this.#line, this.#nextColumn(1)],
			ArrowLeft: () => [this.#line, this.#nextColumn(-1)],
			PageDown: () => [this.#line + this.#lines.page(), this.#column],
			PageUp: () => [this.#line - this.#lines.page(), this.#column],
			Home: () => [event.ctrlKey ? this.#top() : this.#line, 0],
			End: () => [event.ctrlKey ? last : this.#line, Number.MAX_SAFE_INTEGER],
		};
		const move = moves[event.key];
		if (move === undefined || event.altKey || event.metaKey) return;
		event.preventDefault();
		const [line, column] = move();
		this.#line = Math.min(Math.max(this.#top(), line), last);
		this.#column = column;
		// The heading is always in view.
		if (this.#line >= 0) await this.#lines.show(this.#line);
		this.#buttonAt(this.#line, this.#column)?.focus({ preventScroll: true });
	}

	/** The uppermost line with a button: the heading, which stands before the first line, or that. */
	#top(): -1 | 0 {
		return this.#cells(-1).some((cell) => cell.querySelector('button')) ? -1 : 0;
	}

	/** The next column with a button in the line, or the same one. */
	#nextColumn(step: 1 | -1): number {
		const cells = this.#cells(this.#line);
		for (let at = this.#column + step; at >= 0 && at < cells.length; at += step)
			if (cells[at]?.querySelector('button')) return at;
		return this.#column;
	}

	#cells(line: number): readonly Element[] {
		return [...(this.#grid.querySelector(`[aria-rowindex="${line + 2}"]`)?.children ?? [])];
	}

	/** The button in the cell, or in the one nearest to it. */
	#buttonAt(line: number, column: number): HTMLButtonElement | undefined {
		const buttons = this.#cells(line).flatMap((cell, at) => {
			const button = cell.querySelector('button');
			return button === null ? [] : [{ at, button }];
		});
		const [nearest] = buttons.toSorted(
			(one, other) => Math.abs(one.at - column) - Math.abs(other.at - column),
		);
		return nearest?.button;
	}
}

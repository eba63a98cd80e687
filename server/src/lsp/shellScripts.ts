/** The scripts of open documents for ShellCheck, and its results. */
import type { ShellComment } from '../features/flexdata/shell/shellcheckAnswer.ts';
import type { KnownScript, WantedScript } from '../features/flexdata/shell/shellLint.ts';

/** Results kept although no document needs them, so that undoing a change costs nothing. */
const mostKept = 500;

export class ShellScripts {
	/** By document. */
	readonly #wanted = new Map<string, readonly WantedScript[]>();
	/** By document and id of a script: its last text with a result. */
	readonly #latest = new Map<string, ReadonlyMap<string, KnownScript>>();
	/** By text. */
	readonly #answers = new Map<string, readonly ShellComment[]>();

	/** Sets the current scripts of a document. */
	want(uri: string, scripts: readonly WantedScript[]): void {
		this.#wanted.set(uri, scripts);
		const answered = scripts.flatMap((script) => {
			const known = this.known(uri, script);
			return known === undefined ? [] : [[script.id, known] as const];
		});
		this.#latest.set(uri, new Map(answered));
	}

	forget(uri: string): void {
		this.#wanted.delete(uri);
		this.#latest.delete(uri);
	}

	/** The result for a script, or for an earlier text of it. */
	known(uri: string, { id, text }: WantedScript): KnownScript | undefined {
		const comments = this.#answers.get(text);
		return comments === undefined ? this.#latest.get(uri)?.get(id) : { text, comments };
	}

	isWanted(text: string): boolean {
		return [...this.#wanted.values()].some((scripts) => scripts.some((script) => script.text === text));
	}

	/** The text of a script that is needed and has no result yet. */
	next(): string | undefined {
		for (const scripts of this.#wanted.values()) {
			const script = scripts.find(({ text }) => !this.#answers.has(text));
			if (script !== undefined) return script.text;
		}
		return undefined;
	}

	answer(text: string, comments: readonly ShellComment[]): void {
		this.#answers.set(text, comments);
		for (const old of this.#answers.keys()) {
			if (this.#answers.size <= mostKept) break;
			if (!this.isWanted(old)) this.#answers.delete(old);
		}
	}
}

/** Splits strings at white space, separators and line ends. The pieces keep their places in the source. */
import { wordSpans } from '../../base/pythonText.ts';
import type { Span } from '../../base/span.ts';
import { piece } from '../runtime/collections.ts';
import type { StrValue, Value } from '../runtime/value.ts';

const lineEnd = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/g;

/** `text.split()`: splits at runs of white space and drops it at both ends. A negative limit means no limit. */
export function splitBlank(self: StrValue, limit: number, fromRight: boolean): Value[] {
	const text = self.value;
	const part = ({ start, end }: Span): Value => piece(self, start, text.slice(start, end));
	const words = wordSpans(text, { start: 0, end: text.length });
	if (limit < 0 || words.length <= limit) return words.map(part);
	if (fromRight) {
		const end = words.at(-limit - 1)?.end ?? 0;
		return [part({ start: 0, end }), ...words.slice(words.length - limit).map(part)];
	}
	const start = words[limit]?.start ?? 0;
	return [...words.slice(0, limit).map(part), part({ start, end: text.length })];
}

/** `text.split(mark)`. */
export function splitText(self: StrValue, mark: string, limit: number, fromRight: boolean): Value[] {
	const cuts: number[] = [];
	if (fromRight) {
		for (let end = self.value.length; limit < 0 || cuts.length < limit; ) {
			const at = end < mark.length ? -1 : self.value.lastIndexOf(mark, end - mark.length);
			if (at < 0) break;
			cuts.push(at);
			end = at;
		}
		cuts.reverse();
	} else {
		for (let from = 0; limit < 0 || cuts.length < limit; ) {
			const at = self.value.indexOf(mark, from);
			if (at < 0) break;
			cuts.push(at);
			from = at + mark.length;
		}
	}
	const starts = [0, ...cuts.map((cut) => cut + mark.length)];
	return starts.map((start, index) => piece(self, start, self.value.slice(start, cuts[index])));
}

/** `text.splitlines(keepEnds)`. */
export function splitLines(self: StrValue, keepEnds: boolean): Value[] {
	const out: Value[] = [];
	let start = 0;
	for (const end of self.value.matchAll(lineEnd)) {
		const stop = end.index + (keepEnds ? end[0].length : 0);
		out.push(piece(self, start, self.value.slice(start, stop)));
		start = end.index + end[0].length;
	}
	if (start < self.value.length) out.push(piece(self, start, self.value.slice(start)));
	return out;
}

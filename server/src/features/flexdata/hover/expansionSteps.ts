/** The steps of a value's expansion as a Markdown list, each with file and line. */
import { withCount } from '../../../base/phrases.ts';
import { placeOf, type TraceStep } from '../../../flexdata/index.ts';
import { inlineCode } from '../../markdown.ts';
import { placeLink } from '../placeLink.ts';
import type { SettingsContext } from '../settingsContext.ts';

/** At most this many steps are shown. */
const mostSteps = 40;

/** The lines of the list; the last one counts the omitted steps. */
export function expansionSteps(steps: readonly TraceStep[], context: SettingsContext): string[] {
	const lines = linesOf(steps, context, 0);
	if (lines.length <= mostSteps) return lines;
	return [...lines.slice(0, mostSteps), `- … ${lines.length - mostSteps} more`];
}

/** Each step on one line, with its substeps below. Repeated questions of a script appear once. */
function linesOf(steps: readonly TraceStep[], context: SettingsContext, depth: number): string[] {
	const said = new Set<string>();
	return steps.flatMap((step) => {
		const line = `${'  '.repeat(depth)}- ${inlineCode(written(step))} → ${answerOf(step)}${whereOf(step, context)}`;
		if (said.has(line)) return [];
		said.add(line);
		return [line, ...linesOf(step.substeps, context, depth + 1)];
	});
}

/** The question as written in the file. */
function written({ kind, asked, mode }: TraceStep): string {
	const name = mode === undefined ? asked : `${asked}:${mode}`;
	switch (kind) {
		case 'key':
			return `$[${name}]`;
		case 'test':
			return `$[${asked}?]`;
		case 'block':
			return `$[[${name}]]`;
		case 'file':
			return `<< ${asked}`;
		case 'condition':
			return `when ${asked}`;
	}
}

function answerOf({ kind, result, failed, definition }: TraceStep): string {
	if (failed) return '*Metro stops here*';
	const isUndefined = definition === undefined && (kind === 'key' || kind === 'block');
	if (isUndefined) return '*nothing, since it is not defined*';
	if (result === undefined) return '*nothing*';
	if (typeof result !== 'string') return `*${withCount(result.length, 'line')}*`;
	if (kind === 'condition') return `*${result}*`;
	if (result === '') return '*empty*';
	return inlineCode(result.length > 80 ? `${result.slice(0, 79)}…` : result);
}

/** For a condition, its substep says where the key is defined. */
function whereOf({ kind, definition }: TraceStep, context: SettingsContext): string {
	const origin = definition?.origin;
	if (origin === undefined || kind === 'condition') return '';
	if (origin.kind === 'argument') return ' (an argument)';
	return ` (${placeLink(context, origin.path, placeOf(origin.element))})`;
}

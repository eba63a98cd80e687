/** The hover of a key, as Markdown: its meaning, and its value in the evaluated run with its origin. */

import { escapeMarkdown } from '../../../base/escapeMarkdown.ts';
import { withCount } from '../../../base/phrases.ts';
import type { Span } from '../../../base/span.ts';
import {
	type Definition,
	definitionInForce,
	type KeyUse,
	placeOf,
	type ValueOutcome,
} from '../../../flexdata/index.ts';
import { configKeys } from '../../../setup/configuration/configKeys.ts';
import type { Evaluation } from '../../../setup/configuration/evaluation.ts';
import { fileIndex } from '../../../setup/configuration/fileIndex.ts';
import { contextTitle } from '../../../setup/configuration/runContext.ts';
import { codeBlock, inlineCode } from '../../markdown.ts';
import { keyDocumentation } from '../keyDocumentation.ts';
import { referenceModes, testMeaning } from '../modes.ts';
import { placeLink } from '../placeLink.ts';
import type { SettingsContext } from '../settingsContext.ts';
import { expansionSteps } from './expansionSteps.ts';

/** At most this many lines of a block are shown. */
const mostLines = 30;

/** At most this many files are listed if a key is defined only in files that are not collected. */
const mostElsewhere = 10;

/** @param use the reference under the cursor; `undefined`: the cursor is on a definition */
export async function keyHover(
	key: string,
	use: KeyUse | undefined,
	context: SettingsContext,
): Promise<string> {
	const known = configKeys.get(key);
	const parts = [`**${escapeMarkdown(key)}**`];
	if (known !== undefined) parts.push(keyDocumentation(known, context));
	if (use !== undefined) parts.push(...howItIsUsed(use));
	if (context.evaluation !== undefined) parts.push(...(await inThisRun(key, context.evaluation, context)));
	return parts.join('\n\n');
}

function howItIsUsed({ kind, mode }: KeyUse): string[] {
	if (kind === 'test') return [`\`?\`: ${testMeaning}`];
	const known = referenceModes.find((one) => one.mode === mode);
	return known === undefined ? [] : [`\`:${known.mode}\`: ${known.meaning}`];
}

async function inThisRun(key: string, evaluation: Evaluation, context: SettingsContext): Promise<string[]> {
	const { collection, resolver } = evaluation;
	const title = escapeMarkdown(contextTitle(evaluation.context));
	const plain = collection.plain.get(key);
	const conditional = [...(collection.conditional.get(key)?.values() ?? [])];
	if (plain === undefined && conditional.length === 0) {
		return [`Not defined for ${title}.`, ...definedElsewhere(key, context)];
	}
	const chosen = definitionInForce(collection, key);
	const definitions = [...conditional, ...(plain === undefined ? [] : [plain])]
		.map((definition) => definitionLine(definition, chosen, context))
		.join('\n');
	const { outcome, trace } = await resolver.trace(key);
	const listed = await resolver.has(key);
	if (listed.kind === 'contains' && !listed.contains) {
		return [`Not defined for ${title}: none of its conditions is true.`, definitions];
	}
	const steps = expansionSteps(
		trace.flatMap((step) => (step.asked === key ? step.substeps : [step])),
		context,
	);
	return [
		`For ${title}: ${shown(outcome)}`,
		definitions,
		...(steps.length > 0 ? [`How it is resolved:\n\n${steps.join('\n')}`] : []),
	];
}

function shown(outcome: ValueOutcome): string {
	switch (outcome.kind) {
		case 'text':
			return outcome.text === '' ? '*empty*' : inlineCode(outcome.text);
		case 'zapped':
			return '*nothing: a `:zap` removed the value*';
		case 'error':
			return `*Metro stops:* ${escapeMarkdown(outcome.error.message)}`;
		default: {
			const { lines } = outcome;
			const rest = lines.length - mostLines;
			const more = rest > 0 ? `\n… ${withCount(rest, 'more line')}` : '';
			const note = outcome.kind === 'python' ? '\n\n*The output of its Python code is not known here.*' : '';
			return `\n\n${codeBlock(lines.slice(0, mostLines).join('\n') + more, 'shellscript')}${note}`;
		}
	}
}

function definitionLine(
	definition: Definition,
	chosen: Definition | undefined,
	context: SettingsContext,
): string {
	const { origin, condition } = definition;
	const where =
		origin.kind === 'argument' ? 'an argument' : placeLink(context, origin.path, placeOf(origin.element));
	const when = condition === undefined ? '' : ` when ${inlineCode(condition)}`;
	const taken = condition !== undefined && definition === chosen ? ', which is true' : '';
	return `- Defined by ${where}${when}${taken}`;
}

/** The definitions in files that this run does not collect. */
function definedElsewhere(key: string, context: SettingsContext): string[] {
	const places: (readonly [path: string, span: Span])[] = [];
	for (const [path, file] of context.library.files) {
		for (const element of fileIndex(file).definitions.get(key) ?? []) places.push([path, placeOf(element)]);
	}
	if (places.length === 0) return [];
	const links = places.slice(0, mostElsewhere).map(([path, span]) => `- ${placeLink(context, path, span)}`);
	const more = places.length > mostElsewhere ? [`- … ${places.length - mostElsewhere} more`] : [];
	return [`Files that define it, but are not collected here:\n\n${[...links, ...more].join('\n')}`];
}

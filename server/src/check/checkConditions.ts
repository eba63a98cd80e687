/** The conditions of a file in its set-up: parts that have no effect in this run, and parts that never have any. */

import { closestMatch } from '../base/closestMatch.ts';
import type { Work } from '../base/work.ts';
import { type FlexNode, holds, lookUp, statedCondition } from '../flexdata/index.ts';
import { contextTitle } from '../setup/configuration/runContext.ts';
import { namesOfKey } from '../setup/installation/installedNames.ts';
import type { FileInSetup } from './fileInSetup.ts';
import { type Finding, finding, replacing } from './finding.ts';

/** Sections and `when` parts whose condition is false in the evaluated run. */
export function* inactiveParts({ file, evaluation }: FileInSetup): Work<Finding[]> {
	const found: Finding[] = [];
	for (const [at, node] of file.nodes.entries()) {
		yield;
		const isCollect = node.kind === 'annotation' && node.annotation === 'collect';
		const condition = isCollect ? undefined : statedCondition(node);
		if (condition === undefined) continue;
		const answer = holds(evaluation.collection, condition.text);
		if (answer.kind !== 'contains' || answer.contains) continue;
		const last = lastOfPart(file.nodes, at);
		if (last === undefined) continue;
		const message = `Has no effect for ${contextTitle(evaluation.context)}: "${condition.text}" is not true.`;
		const span = { start: node.span.start, end: last.span.end };
		found.push(finding('not-collected-here', span, message, { unnecessary: true }));
	}
	return found;
}

/** The last element before the next annotation that starts a section or a condition. */
function lastOfPart(nodes: readonly FlexNode[], start: number): FlexNode | undefined {
	let last: FlexNode | undefined;
	for (let at = start + 1; at < nodes.length; at++) {
		const node = nodes[at];
		if (node?.kind === 'annotation' && (node.annotation === 'section' || node.annotation === 'when')) break;
		if (node?.kind === 'element' || node?.kind === 'block') last = node;
	}
	return last;
}

/** Conditions about builds, arches, subarches, targets and modes that the installation does not have. */
export function* impossibleConditions({ file, library, evaluation }: FileInSetup): Work<Finding[]> {
	if (!library.complete) return [];
	yield;
	return file.nodes.flatMap((node): Finding[] => {
		const [key, operator, ...words] = statedCondition(node)?.words ?? [];
		const known = key && namesOfKey(key.text, library.names);
		if (key === undefined || known === undefined || (operator?.text !== 'is' && operator?.text !== 'in'))
			return [];
		const [first] = words;
		const isKnown = words.some(({ text }) => known.includes(text) || isGiven(evaluation, key.text, text));
		if (known.length === 0 || first === undefined || isKnown) return [];
		const close = words.length === 1 ? closestMatch(first.text, known) : undefined;
		const fixes = close === undefined ? [] : [replacing(`Replace with "${close}"`, first.span, close)];
		const remedy = close === undefined ? '.' : `; did you mean "${close}"?`;
		const message = `This is never true: the installation has no file for this ${key.text}${remedy}`;
		const span = { start: key.span.start, end: words.at(-1)?.span.end ?? key.span.end };
		return [finding('condition-never-true', span, message, { fixes })];
	});
}

/** Arguments of the run count as known, whatever files exist. */
function isGiven({ collection }: FileInSetup['evaluation'], key: string, word: string): boolean {
	const answer = lookUp(collection, key);
	return answer.kind === 'answer' && answer.outcome.kind === 'text' && answer.outcome.text === word;
}

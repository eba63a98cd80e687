/** What happens to the collect annotations of a file in the evaluated run. */
import { append, pushAll } from '../base/collections.ts';
import { memoizeWeak } from '../base/memoize.ts';
import { normalizePath } from '../base/posixPath.ts';
import { whyNoText } from '../base/readText.ts';
import type { Work } from '../base/work.ts';
import { type Collection, type CollectStep, type MetroError, referencesOf } from '../flexdata/index.ts';
import type { ConfigLibrary } from '../setup/configuration/configLibrary.ts';
import { whyCut } from '../setup/configuration/cutFiles.ts';
import { fileIndex } from '../setup/configuration/fileIndex.ts';
import { contextTitle, givenInEveryRun } from '../setup/configuration/runContext.ts';
import { canEvaluate, leadsTo } from './checkKeys.ts';
import type { FileInSetup } from './fileInSetup.ts';
import { type Finding, finding } from './finding.ts';
import { definedKeys } from './keysOfLibrary.ts';

/** Finds collects that fail, never happen, or happen twice. */
export function* checkCollects(at: FileInSetup): Work<Finding[]> {
	const { library, evaluation, path } = at;
	const steps = evaluation.stepsFrom.get(library.canonical(path)) ?? [];
	const said = new Set<CollectStep['node']>();
	const all: Finding[] = [];
	for (const step of steps) {
		yield;
		if (said.has(step.node) || isSaidAlready(step, path)) continue;
		const found = [...sharedElsewhere(at, step), ...checkStep(at, step)];
		if (found.length > 0) said.add(step.node);
		pushAll(all, found);
	}
	return all;
}

function checkStep(at: FileInSetup, step: CollectStep): Finding[] {
	const { node, outcome } = step;
	const { evaluation } = at;
	const { span } = node.path;
	switch (outcome.kind) {
		case 'collected':
			return collectedTwice(at, step, outcome.path);
		case 'condition-false': {
			const message = `Not collected for ${contextTitle(evaluation.context)}: "${outcome.condition}" is not true.`;
			return [finding('not-collected-here', node.content, message, { unnecessary: true })];
		}
		case 'undefined': {
			if (outcome.error.cause?.kind === 'circle') {
				const message = 'The path refers back to itself: Metro silently never collects the file.';
				return [finding('circular-reference', span, message, { severity: 'warning' })];
			}
			const message = `Not collected for ${contextTitle(evaluation.context)}: ${outcome.error.message}.`;
			if (isExplained(at, step))
				return [finding('not-collected-here', node.content, message, { unnecessary: true })];
			return at.library.complete ? [] : [neverCollected(at, step)];
		}
		case 'failed':
			return failed(at, step, outcome.error, outcome.path);
		default:
			return [];
	}
}

/** The checks of a single file already report what stops Metro at this collect in every set-up. */
function isSaidAlready({ node, outcome }: CollectStep, path: string): boolean {
	if (outcome.kind === 'collected') return leadsTo(node, path);
	if (outcome.kind !== 'failed') return false;
	const { path: value, condition } = node;
	const asksSection = referencesOf(value).some(({ scope }) => scope !== 'global');
	return (
		asksSection ||
		outcome.error.cause?.kind === 'asks-conditional' ||
		(condition !== undefined && !canEvaluate(condition)) ||
		leadsTo(node, path)
	);
}

/** Metro stores conditions by the text of the path, so a condition in another file also applies here. */
function sharedElsewhere({ library, evaluation }: FileInSetup, { node, text, from }: CollectStep): Finding[] {
	if (node.condition !== undefined) return [];
	const other = conditionalSteps(evaluation.collection)
		.get(text)
		?.find((one) => one.from !== from);
	if (other === undefined) return [];
	const path = library.canonical(other.from);
	const related = [{ path, span: other.node.content, message: `when ${other.node.condition?.text}` }];
	const message = `Metro keeps one condition for all collects of ${text}: the one in ${path} also applies here.`;
	return [finding('collect-condition-shared', node.path.span, message, { related })];
}

/** Conditional collects by path text: the first, and the first in another file. */
const conditionalSteps = memoizeWeak(
	(collection: Collection): ReadonlyMap<string, readonly CollectStep[]> => {
		const steps = new Map<string, CollectStep[]>();
		for (const step of collection.steps) {
			if (step.node.condition === undefined) continue;
			const same = steps.get(step.text) ?? [];
			if (same.length < 2 && same[0]?.from !== step.from) append(steps, step.text, step);
		}
		return steps;
	},
);

/**
 * Without an installation, no key is reported as undefined, since another file may define it. But a file that cannot
 * be found without the key does not define it. Above all, a misspelled path/install leaves no installation.
 */
function neverCollected({ library }: FileInSetup, { node }: CollectStep): Finding {
	const missing = referencesOf(node.path).find(({ name }) => !isDefinedSomewhere(library, name));
	const message = `No file defines ${missing?.name}: Metro silently never collects the file.`;
	return finding('never-collected', missing?.span ?? node.path.span, message);
}

/** True if some file defines the keys in the path, though not in this run. Other checks report keys that no file defines. */
function isExplained({ library }: FileInSetup, { node }: CollectStep): boolean {
	return referencesOf(node.path).every(({ name }) => isDefinedSomewhere(library, name));
}

function isDefinedSomewhere(library: ConfigLibrary, key: string): boolean {
	return givenInEveryRun.has(key) || definedKeys(library).has(key);
}

function failed(
	{ evaluation }: FileInSetup,
	step: CollectStep,
	{ type, message: reason, cause }: MetroError,
	path: string | undefined,
): Finding[] {
	const { text } = step;
	const { span, parts } = step.node.path;
	const here = parts.some((part) => part.kind === 'reference')
		? ` for ${contextTitle(evaluation.context)}`
		: '';
	if (type === 'Hang') {
		const message = `Collecting ${text} leads back to this file without end: Metro never finishes.`;
		return [finding('collect-itself', span, message)];
	}
	const found = path === undefined ? undefined : evaluation.collection.texts.get(path);
	if (path !== undefined && found !== undefined && found.kind !== 'text') {
		const file = `${normalizePath(path)} ${whyNoText(found)}`;
		if (found.kind === 'too-large') return [finding('file-too-large', span, `${file}, and is not checked.`)];
		const isThere = found.kind === 'not-utf8' || found.kind === 'unreadable';
		const code = isThere ? 'collect-failed' : 'collect-missing';
		const why = whyCut(evaluation.collection, step);
		return [finding(code, span, `${file}: Metro stops here${here}.${why === undefined ? '' : ` ${why}`}`)];
	}
	if (cause?.kind === 'no-file') {
		const message = `Metro stops here${here}: ${reason}.`;
		return [finding('collect-failed', span, message, { severity: 'information' })];
	}
	return [finding('collect-failed', span, `Metro stops here${here}: ${reason}`)];
}

/** When a file is read a second time, its keys are already defined. */
function collectedTwice({ library, evaluation }: FileInSetup, step: CollectStep, path: string): Finding[] {
	const target = library.canonical(path);
	const all = evaluation.stepsInto.get(target) ?? [];
	const [first] = all;
	if (first === undefined || first === step) return [];
	const file = library.files.get(target);
	const defines = file !== undefined && fileIndex(file).definitions.size > 0;
	const related = [
		{ path: library.canonical(first.from), span: first.node.content, message: 'It is collected here first.' },
	];
	const effect = defines ? 'Metro stops at its first definition' : 'Metro reads it twice';
	return [
		finding('collect-twice', step.node.path.span, `${target} is collected a second time: ${effect}.`, {
			severity: defines ? 'error' : 'information',
			related,
		}),
	];
}

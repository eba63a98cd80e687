/** Code actions that rearrange the lists of a `.buildbot`. Each is tried first, and offered only if the file then gives what it should. */
import { type CodeAction, CodeActionKind, type WorkspaceEdit } from 'vscode-languageserver-types';
import { memoizeWeak } from '../../base/memoize.ts';
import { isRefused } from '../../base/refused.ts';
import type { Span } from '../../base/span.ts';
import type { Work } from '../../base/work.ts';
import {
	asMaster,
	type Buildbot,
	evaluateBuildbotWork,
	extractShared,
	prepareUses,
	readBuildbotWork,
	type SourceEdit,
	sameSettings,
	settingSequences,
	sortSequence,
	splitRemote,
} from '../../buildbot/index.ts';
import type { BuildbotContext } from '../../setup/buildbot/buildbotContext.ts';
import { toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { buildbotText, evaluationWork } from './buildbotDocument.ts';
import { selectedElsewhereWork } from './selectedElsewhere.ts';
import { changed } from './trial.ts';

const elsewhereTitle = 'Let other servers build the selected names';

interface Refactoring {
	readonly title: string;
	readonly kind: CodeActionKind;
	readonly edits: readonly SourceEdit[];
	/** Whether the file gives what it should after the edits. */
	readonly isRight: (before: Buildbot, after: Buildbot) => boolean;
}

/** Whether an action was right, by what it does: editors ask again for each place of the cursor. */
const verdicts = memoizeWeak((_: Buildbot) => new Map<string, boolean>());

/** The actions for a selection; at a cursor, `range` is empty. */
export function* buildbotRefactoringsWork(
	document: DocumentView,
	range: Span,
	context: BuildbotContext,
): Work<CodeAction[]> {
	const text = buildbotText(document);
	if (text.fault !== undefined || text.unread !== undefined) return [];
	const before = yield* evaluationWork(document, context);
	if (before.error !== undefined || before.stopped !== undefined) return [];
	yield* prepareUses(text.outline);
	const actions: CodeAction[] = [];
	const tried = verdicts(before);
	for (const { title, kind, edits, isRight } of refactorings(document, range, before)) {
		const key = JSON.stringify([title, edits.length, edits.slice(0, 4)]);
		let verdict = tried.get(key);
		if (verdict === undefined) {
			const other = yield* readBuildbotWork(changed(document, edits).text, text);
			const after = yield* evaluateBuildbotWork(other, { rules: before.rules, isBrief: true });
			verdict = isRight(before, after);
			tried.set(key, verdict);
		}
		if (!verdict) continue;
		actions.push({ title, kind, edit: workspaceEdit(document, edits) });
	}
	if (range.end > range.start && actions.every(({ title }) => title !== elsewhereTitle))
		actions.push(...(yield* elsewhereWork(document, range, before)));
	return actions;
}

/** Where it cannot be done exactly, the action says why. */
function* elsewhereWork(document: DocumentView, range: Span, before: Buildbot): Work<CodeAction[]> {
	const answer = yield* selectedElsewhereWork(document, range, before);
	if (answer === undefined) return [];
	const action = { title: elsewhereTitle, kind: CodeActionKind.RefactorRewrite };
	if (isRefused(answer)) return [{ ...action, disabled: { reason: answer.reason } }];
	return [{ ...action, edit: workspaceEdit(document, answer) }];
}

function workspaceEdit(document: DocumentView, edits: readonly SourceEdit[]): WorkspaceEdit {
	const changes = edits.map(({ span, text }) => ({ range: toRange(document.lines, span), newText: text }));
	return { changes: { [document.uri]: changes } };
}

function refactorings(document: DocumentView, range: Span, before: Buildbot): Refactoring[] {
	const text = buildbotText(document);
	const found: Refactoring[] = [];
	const add = (
		title: string,
		kind: CodeActionKind,
		edits: readonly SourceEdit[] | undefined,
		isRight: Refactoring['isRight'],
	): void => {
		if (edits !== undefined) found.push({ title, kind, edits, isRight });
	};
	const here = settingSequences(text).find(({ span }) => span.start <= range.start && range.end <= span.end);
	if (here !== undefined) {
		const edits = sortSequence(text.source, here);
		add('Sort the names', CodeActionKind.RefactorRewrite, edits, (one, other) =>
			sameSettings(one, other, false),
		);
	}
	const split = splitRemote(text, before, range);
	add(elsewhereTitle, CodeActionKind.RefactorRewrite, split, isSplit);
	const isAtSubarches = text.outline.assignments.some(
		({ name, span }) => name === 'subarches' && span.start <= range.start && range.end <= span.end,
	);
	if (isAtSubarches) {
		add('Write as the file of a master', CodeActionKind.RefactorRewrite, asMaster(text, before), sameEffect);
	}
	const shared = extractShared(text, range.start);
	if (shared !== undefined) {
		const title = `Write the ${shared.count} shared names once, in ${shared.name}`;
		add(title, CodeActionKind.RefactorExtract, shared.edits, sameSettings);
	}
	return found;
}

type Names = readonly { readonly name: string }[];

function isEqual(one: Names, other: Names): boolean {
	return one.length === other.length && one.every(({ name }, at) => name === other[at]?.name);
}

/** Every list that counts is as before. */
function sameEffect(
	{ settings: one, error }: Buildbot,
	{ settings: other, error: after }: Buildbot,
): boolean {
	if (error?.message !== after?.message) return false;
	const lists = ['builds', 'arches', 'subarches', 'allBuilds', 'allArches', 'allSubarches'] as const;
	return lists.every((list) => isEqual(one[list], other[list]));
}

/** The same is kept as before, and some of it is not built here any more. */
function isSplit({ settings: one }: Buildbot, { settings: other, error }: Buildbot): boolean {
	const kept = new Set(other.allSubarches.map(({ name }) => name));
	return (
		error === undefined &&
		kept.size === one.allSubarches.length &&
		one.allSubarches.every(({ name }) => kept.has(name)) &&
		other.subarches.length < one.subarches.length &&
		isEqual(one.allBuilds, other.allBuilds) &&
		isEqual(one.allArches, other.allArches)
	);
}

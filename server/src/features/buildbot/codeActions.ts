/** Fixes for the diagnostics of a `.buildbot`. Each is tried first, and offered only if it does what it says. */
import { type CodeAction, CodeActionKind, type Diagnostic } from 'vscode-languageserver-types';
import { pushAll } from '../../base/collections.ts';
import { isRecord } from '../../base/json.ts';
import { directoryOf } from '../../base/posixPath.ts';
import type { Work } from '../../base/work.ts';
import { createDirectoryCommand } from '../../protocol/index.ts';
import type { BuildbotContext } from '../../setup/buildbot/buildbotContext.ts';
import { toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { candidatesFor } from './candidates.ts';
import { changed, type FixCandidate, type Trial, trialWork } from './trial.ts';
import { wishFixesWork } from './wishFixes.ts';

/** At most this many fixes are tried for one request; a selection can have thousands of problems. */
const mostTrials = 40;

/** The fixes of the given diagnostics. */
export function* buildbotCodeActionsWork(
	document: DocumentView,
	diagnostics: readonly Diagnostic[],
	context: BuildbotContext,
): Work<CodeAction[]> {
	const actions: CodeAction[] = [];
	let left = mostTrials;
	let before: Trial | undefined;
	for (const diagnostic of diagnostics) {
		pushAll(actions, createDirectory(document, diagnostic));
		if (left > 0) {
			const wished = yield* wishFixesWork(document, diagnostic, context);
			left -= wished.length;
			pushAll(actions, wished);
		}
		const candidates = candidatesFor(document, diagnostic);
		if (candidates.length === 0) continue;
		left -= candidates.length;
		if (left < 0) break;
		before ??= yield* trialWork(document, context);
		pushAll(actions, yield* rightOnes(document, diagnostic, candidates, before, context));
	}
	return actions;
}

/** The candidates that stand their trial, the preferred one first; those after it are not tried. */
function* rightOnes(
	document: DocumentView,
	diagnostic: Diagnostic,
	candidates: readonly FixCandidate[],
	before: Trial,
	context: BuildbotContext,
): Work<CodeAction[]> {
	const right: { readonly candidate: FixCandidate; readonly isPreferred: boolean }[] = [];
	for (const candidate of candidates) {
		const after = yield* trialWork(changed(document, candidate.changes), context);
		if (!candidate.isRight(before, after)) continue;
		const isPreferred = candidate.isPreferred?.(before, after) ?? true;
		right.push({ candidate, isPreferred });
		if (isPreferred) break;
	}
	return right
		.sort((a, b) => Number(b.isPreferred) - Number(a.isPreferred))
		.map(({ candidate, isPreferred }) => toAction(document, diagnostic, candidate, isPreferred));
}

function toAction(
	document: DocumentView,
	diagnostic: Diagnostic,
	{ title, changes }: FixCandidate,
	isPreferred: boolean,
): CodeAction {
	const edits = changes.map(({ span, text }) => ({ range: toRange(document.lines, span), newText: text }));
	return {
		title,
		kind: CodeActionKind.QuickFix,
		diagnostics: [diagnostic],
		isPreferred,
		edit: { changes: { [document.uri]: edits } },
	};
}

/** A command of the client, which asks if several directories are possible. */
function createDirectory(document: DocumentView, diagnostic: Diagnostic): CodeAction[] {
	const name = isRecord(diagnostic.data) ? diagnostic.data.name : undefined;
	if (diagnostic.code !== 'no-directory' || typeof name !== 'string' || document.path === undefined)
		return [];
	const title = `Create the directory of ${name}`;
	const command = { title, command: createDirectoryCommand, arguments: [directoryOf(document.path), name] };
	return [{ title, kind: CodeActionKind.QuickFix, diagnostics: [diagnostic], command }];
}

/** What is wrong with a `.buildbot`, as diagnostics. */
import type { Diagnostic } from 'vscode-languageserver-types';
import { mayBeMetros } from '../../buildbot/index.ts';
import { foreignProblem } from '../../check/buildbotProblemKinds.ts';
import { checkBuildbot } from '../../check/checkBuildbot.ts';
import type { BuildbotContext } from '../../setup/buildbotContext.ts';
import { toDiagnostic } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { evaluationOf } from './buildbotDocument.ts';

/**
 * All of a document's diagnostics.
 * @param problemsPage URI of the page that explains them, where it is installed
 */
export function buildbotDiagnostics(
	document: DocumentView,
	context: BuildbotContext,
	problemsPage?: string,
): Diagnostic[] {
	if (isForeign(document, context)) {
		const isEmpty = document.text.trim() === '';
		return isEmpty ? [] : [toDiagnostic(document, foreignProblem, problemsPage)];
	}
	return checkBuildbot(evaluationOf(document), context, isOwn(document, context)).map((problem) =>
		toDiagnostic(document, problem, problemsPage),
	);
}

/** A file of another program; what stands beside a `.metro` is Metro's, whatever it says while it is typed. */
function isForeign(document: DocumentView, context: BuildbotContext): boolean {
	return !isOwn(document, context) && !mayBeMetros(document.text);
}

/** It is the `.buildbot` of the set-up. */
function isOwn({ path }: DocumentView, { ownFile }: BuildbotContext): boolean {
	return ownFile !== undefined && path === ownFile;
}

/** The problems of a `.buildbot` as diagnostics. */
import { type Diagnostic, DiagnosticTag } from 'vscode-languageserver-types';
import type { Problem } from '../../base/problem.ts';
import type { Work } from '../../base/work.ts';
import { mayBeMetros } from '../../buildbot/index.ts';
import { foreignProblem } from '../../check/buildbotProblemKinds.ts';
import { checkBuildbotWork } from '../../check/checkBuildbot.ts';
import type { BuildbotContext } from '../../setup/buildbot/buildbotContext.ts';
import { toDiagnostic, topOfFile } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { evaluationWork } from './buildbotDocument.ts';
import type { EditorLinks } from './names/nameTargets.ts';

/**
 * All of a document's diagnostics.
 * @param problemsPage URI of the page that explains problems, if installed
 * @param links for related places in other files; without it, there are none
 */
export function* buildbotDiagnosticsWork(
	document: DocumentView,
	context: BuildbotContext,
	problemsPage?: string,
	links?: Pick<EditorLinks, 'uriOf'>,
): Work<Diagnostic[]> {
	if (isForeign(document, context)) {
		const isEmpty = document.text.trim() === '';
		return isEmpty ? [] : [toDiagnostic(document, foreignProblem, problemsPage)];
	}
	const buildbot = yield* evaluationWork(document, context);
	const diagnostics: Diagnostic[] = [];
	for (const problem of yield* checkBuildbotWork(buildbot, context, isOwn(document, context))) {
		const diagnostic = withFiles(toDiagnostic(document, problem, problemsPage), problem, links);
		const isUnused = problem.code === 'unused-name';
		diagnostics.push(isUnused ? { ...diagnostic, tags: [DiagnosticTag.Unnecessary] } : diagnostic);
		yield;
	}
	return diagnostics;
}

/** Adds the related places in other files, which are the files as a whole. */
function withFiles(
	diagnostic: Diagnostic,
	{ related = [] }: Problem,
	links: Pick<EditorLinks, 'uriOf'> | undefined,
): Diagnostic {
	if (links === undefined) return diagnostic;
	const files = related.flatMap(({ path, message }) =>
		path === undefined ? [] : [{ location: { uri: links.uriOf(path), range: topOfFile }, message }],
	);
	if (files.length === 0) return diagnostic;
	return { ...diagnostic, relatedInformation: [...(diagnostic.relatedInformation ?? []), ...files] };
}

/** True for a file of another program. A file beside a `.metro` is always Metro's, even while it is being typed. */
function isForeign(document: DocumentView, context: BuildbotContext): boolean {
	return !isOwn(document, context) && !mayBeMetros(document.text);
}

/** True for the `.buildbot` of the set-up. */
function isOwn({ path }: DocumentView, { ownFile }: BuildbotContext): boolean {
	return ownFile !== undefined && path === ownFile;
}

/** The features of the `.buildbot` language. */
import type { Clock } from '../../base/clock.ts';
import { inTurns } from '../../base/work.ts';
import type { Buildbot } from '../../buildbot/index.ts';
import type { BuildbotContext } from '../../setup/buildbot/buildbotContext.ts';
import { toOffset, toSpan } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import type { LanguageFeatures } from '../languageFeatures.ts';
import { buildbotCodeLenses } from './beside/codeLenses.ts';
import { buildbotInlayHints } from './beside/inlayHints.ts';
import { buildbotPrepare, evaluationWork } from './buildbotDocument.ts';
import { buildbotCodeActionsWork } from './codeActions.ts';
import { buildbotCompletion } from './completion.ts';
import { buildbotDiagnosticsWork } from './diagnostics.ts';
import { buildbotFormattingWork } from './formatting.ts';
import { buildbotHover } from './hover/hover.ts';
import { buildbotLinks } from './names/links.ts';
import type { EditorLinks } from './names/nameTargets.ts';
import { buildbotDefinition, buildbotReferences } from './navigation.ts';
import { buildbotRefactoringsWork } from './refactorings.ts';
import { buildbotPrepareRename, buildbotRename } from './rename.ts';
import { buildbotSemanticTokens } from './semanticTokens.ts';
import { buildbotFolding, buildbotSymbols } from './symbols.ts';
import { tryMapBuildWork } from './tryMapBuild.ts';

/**
 * @param contextOf the facts about a document's set-up, requested each time
 * @param clock the time, by which builds are stale
 * @param editor how the editor opens files and directories
 * @param problemsPage URI of the page that explains problems, if installed
 */
export function buildbotFeatures(
	contextOf: (document: DocumentView, signal: AbortSignal) => Promise<BuildbotContext>,
	clock: Clock,
	editor: EditorLinks,
	problemsPage?: string,
): LanguageFeatures {
	/** The facts, and this version of the document evaluated by them. */
	const evaluated = async (
		document: DocumentView,
		signal: AbortSignal,
	): Promise<readonly [BuildbotContext, Buildbot]> => {
		const context = await contextOf(document, signal);
		return [context, await inTurns(evaluationWork(document, context), signal)];
	};
	return {
		prepare: buildbotPrepare,
		diagnostics: async (document, signal) =>
			inTurns(
				buildbotDiagnosticsWork(document, await contextOf(document, signal), problemsPage, editor),
				signal,
			),
		completion: async (document, position, signal) => ({
			isIncomplete: false,
			items: buildbotCompletion(
				document,
				toOffset(document.lines, position),
				await contextOf(document, signal),
			),
		}),
		hover: async (document, position, signal) => {
			const [context, buildbot] = await evaluated(document, signal);
			const scene = { document, buildbot, context, editor, moment: clock.now() };
			return buildbotHover(scene, toOffset(document.lines, position), signal);
		},
		codeActions: async (document, range, diagnostics, signal) => {
			const context = await contextOf(document, signal);
			const span = toSpan(document.lines, range);
			return [
				...(await inTurns(buildbotCodeActionsWork(document, diagnostics, context), signal)),
				...(await inTurns(buildbotRefactoringsWork(document, span, context), signal)),
			];
		},
		formatting: async (document, range, signal) => {
			const span = range && toSpan(document.lines, range);
			return inTurns(buildbotFormattingWork(document, span, await contextOf(document, signal)), signal);
		},
		definition: async (document, position, signal) => {
			const [context, buildbot] = await evaluated(document, signal);
			return buildbotDefinition(document, buildbot, toOffset(document.lines, position), context, editor);
		},
		references: async (document, position, signal) => {
			const [, buildbot] = await evaluated(document, signal);
			return buildbotReferences(document, buildbot, toOffset(document.lines, position));
		},
		documentLinks: async (document, signal) => {
			const [context, buildbot] = await evaluated(document, signal);
			return buildbotLinks(document, buildbot, context, editor);
		},
		prepareRename: (document, position) =>
			buildbotPrepareRename(document, toOffset(document.lines, position)),
		rename: (document, position, name) => buildbotRename(document, toOffset(document.lines, position), name),
		documentSymbols: buildbotSymbols,
		foldingRanges: buildbotFolding,
		inlayHints: async (document, range, signal) =>
			buildbotInlayHints(
				document,
				toSpan(document.lines, range),
				await contextOf(document, signal),
				clock.now(),
			),
		tryMapBuild: async (document, trial, signal) =>
			inTurns(tryMapBuildWork(document, await contextOf(document, signal), trial), signal),
		codeLenses: async (document, signal) => {
			const [context, buildbot] = await evaluated(document, signal);
			return buildbotCodeLenses(document, buildbot, context, clock.now());
		},
		semanticTokens: async (document, range, signal) =>
			buildbotSemanticTokens(
				document,
				await contextOf(document, signal),
				range && toSpan(document.lines, range),
			),
	};
}

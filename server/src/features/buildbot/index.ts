/** The features of the `.buildbot` language. */
import type { Clock } from '../../base/clock.ts';
import { inTurns } from '../../base/work.ts';
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
import { buildbotHover } from './hover.ts';
import { buildbotDefinition, buildbotReferences } from './navigation.ts';
import { buildbotPrepareRename, buildbotRename } from './rename.ts';
import { buildbotSemanticTokens } from './semanticTokens.ts';
import { buildbotFolding, buildbotSymbols } from './symbols.ts';
import { tryMapBuildWork } from './tryMapBuild.ts';

/**
 * @param contextOf the facts about a document's set-up, requested each time
 * @param clock the time, by which builds are stale
 * @param problemsPage URI of the page that explains problems, if installed
 */
export function buildbotFeatures(
	contextOf: (document: DocumentView, signal: AbortSignal) => Promise<BuildbotContext>,
	clock: Clock,
	problemsPage?: string,
): LanguageFeatures {
	return {
		prepare: buildbotPrepare,
		diagnostics: async (document, signal) =>
			inTurns(buildbotDiagnosticsWork(document, await contextOf(document, signal), problemsPage), signal),
		completion: async (document, position, signal) => ({
			isIncomplete: false,
			items: buildbotCompletion(
				document,
				toOffset(document.lines, position),
				await contextOf(document, signal),
			),
		}),
		hover: async (document, position, signal) => {
			const context = await contextOf(document, signal);
			const buildbot = await inTurns(evaluationWork(document, context), signal);
			return buildbotHover(document, buildbot, toOffset(document.lines, position), context);
		},
		codeActions: async (document, _range, diagnostics, signal) => {
			if (diagnostics.length === 0) return [];
			const context = await contextOf(document, signal);
			return inTurns(buildbotCodeActionsWork(document, diagnostics, context), signal);
		},
		definition: (document, position) => buildbotDefinition(document, toOffset(document.lines, position)),
		references: (document, position) => buildbotReferences(document, toOffset(document.lines, position)),
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
			const context = await contextOf(document, signal);
			const buildbot = await inTurns(evaluationWork(document, context), signal);
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

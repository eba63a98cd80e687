/** Semantic tokens of a `.buildbot`: variables that are settings of Metro, and known names. */
import { overlaps, type Span } from '../../base/span.ts';
import { isSettingName, listHolds } from '../../buildbot/index.ts';
import { type BuildbotContext, knowledgeOf } from '../../setup/buildbot/buildbotContext.ts';
import type { DocumentView } from '../documentView.ts';
import { encodeTokens, type SemanticToken } from '../semanticTokens.ts';
import { buildbotText, writtenNames } from './buildbotDocument.ts';

/**
 * The tokens in `range` (else in the whole document) in the protocol's encoding. A misspelled setting, or an unknown
 * name, has no token: it looks like any other variable or string.
 */
export function buildbotSemanticTokens(
	document: DocumentView,
	context: BuildbotContext,
	range?: Span,
): number[] {
	const { outline } = buildbotText(document);
	const knowledge = knowledgeOf(context);
	const isWanted = (span: Span): boolean => range === undefined || overlaps(span, range);
	const tokens: SemanticToken[] = [];
	for (const { name, span, binds, variable } of outline.uses) {
		if (!variable.startsWith('module ') || !isWanted(span)) continue;
		const modifiers = binds ? (['definition'] as const) : [];
		if (isSettingName(name)) tokens.push({ span, type: 'property', modifiers });
		else if (name === 'map_build') tokens.push({ span, type: 'function', modifiers });
	}
	for (const { name, span, feeds } of writtenNames(outline)) {
		if (!isWanted(span)) continue;
		const isKnown = feeds.some((setting) => knowledge.has(listHolds[setting], name));
		if (isKnown) tokens.push({ span, type: 'namespace', modifiers: [] });
	}
	return encodeTokens(
		document,
		tokens.sort((a, b) => a.span.start - b.span.start),
	);
}

/** Colours by meaning: keys by where they are defined, references by what they come to. */
import { overlaps, type Span } from '../../base/span.ts';
import { type FlexNode, type KeyUse, keyUses, type ParsedFile } from '../../flexdata/index.ts';
import { statedCondition } from '../../metro/check/checkKeys.ts';
import { fileIndex } from '../../metro/fileIndex.ts';
import type { DocumentView } from '../documentView.ts';
import { encodeTokens, type SemanticToken, type TokenModifier } from '../semanticTokens.ts';
import { parsedFile } from './flexdataDocument.ts';
import type { SettingsContext } from './settingsContext.ts';

/** The tokens in `range` (else in the whole document) in the protocol's encoding: five numbers each. */
export function flexdataSemanticTokens(
	document: DocumentView,
	context: SettingsContext,
	range?: Span,
): number[] {
	const file = parsedFile(document);
	const tokens = [...nodeTokens(file, range), ...useTokens(file, context, range)]
		.filter(({ span }) => span.end > span.start && (range === undefined || overlaps(span, range)))
		.sort((a, b) => a.span.start - b.span.start);
	return encodeTokens(document, tokens);
}

function nodeTokens(file: ParsedFile, range: Span | undefined): SemanticToken[] {
	return file.nodes.flatMap((node) =>
		range !== undefined && !overlaps(node.span, range) ? [] : tokensOf(node),
	);
}

function tokensOf(node: FlexNode): SemanticToken[] {
	if (node.kind === 'element' || node.kind === 'block') {
		const type = node.kind === 'block' ? 'function' : 'property';
		return [{ span: node.nameSpan, type, modifiers: ['definition'] }];
	}
	if (node.kind !== 'annotation' || node.annotation === 'invalid') return [];
	const [verb] = node.words;
	const tokens: SemanticToken[] =
		verb === undefined ? [] : [{ span: verb.span, type: 'keyword', modifiers: [] }];
	if (node.annotation === 'section') tokens.push({ span: node.name.span, type: 'namespace', modifiers: [] });
	const condition = statedCondition(node);
	const [, operator, ...values] = condition?.words ?? [];
	if (operator !== undefined) tokens.push({ span: operator.span, type: 'keyword', modifiers: [] });
	for (const { span } of values) tokens.push({ span, type: 'string', modifiers: [] });
	return tokens;
}

function useTokens(file: ParsedFile, context: SettingsContext, range: Span | undefined): SemanticToken[] {
	return keyUses(file).flatMap((use): SemanticToken[] => {
		if (range !== undefined && !overlaps(use.span, range)) return [];
		const type = use.kind === 'embedding' ? 'function' : 'variable';
		const token: SemanticToken = { span: use.nameSpan, type, modifiers: [modifierOf(file, use, context)] };
		if (use.mode === undefined) return [token];
		const start = use.nameSpan.end + 1;
		return [token, { span: { start, end: start + use.mode.length }, type: 'keyword', modifiers: [] }];
	});
}

function modifierOf(file: ParsedFile, use: KeyUse, { evaluation, library }: SettingsContext): TokenModifier {
	if (fileIndex(file).definitions.has(use.key)) return 'local';
	const { plain, conditional } = evaluation?.collection ?? {};
	const isDefined = plain?.has(use.key) === true || conditional?.has(use.key) === true;
	if (isDefined || evaluation === undefined || !library.complete) return 'inherited';
	return use.mode !== undefined || use.kind === 'test' || use.kind === 'condition' ? 'blank' : 'undefined';
}

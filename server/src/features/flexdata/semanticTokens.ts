/** Semantic tokens: keys by where they are defined, references by their value. */
import { overlaps, type Span } from '../../base/span.ts';
import { finish, type Work } from '../../base/work.ts';
import {
	type FlexNode,
	type KeyUse,
	keyUsesIn,
	type ParsedFile,
	statedCondition,
} from '../../flexdata/index.ts';
import { fileIndex } from '../../setup/configuration/fileIndex.ts';
import type { DocumentView } from '../documentView.ts';
import { encodeWork, type SemanticToken, type TokenModifier } from '../semanticTokens.ts';
import { parsedFile } from './flexdataDocument.ts';
import type { SettingsContext } from './settingsContext.ts';

/** The tokens in `range` (else in the whole document) in the protocol's encoding: five numbers each. */
export function flexdataSemanticTokens(
	document: DocumentView,
	context: SettingsContext,
	range?: Span,
): number[] {
	return finish(semanticTokensWork(document, context, range));
}

/** The same, as work. */
export function* semanticTokensWork(
	document: DocumentView,
	context: SettingsContext,
	range?: Span,
): Work<number[]> {
	return yield* encodeWork(document, tokensIn(parsedFile(document), context, range));
}

function* tokensIn(
	file: ParsedFile,
	context: SettingsContext,
	range: Span | undefined,
): Generator<SemanticToken> {
	for (const node of file.nodes) {
		if (node.kind === 'blank' || node.kind === 'comment' || node.kind === 'ignored') continue;
		if (range !== undefined && !overlaps(node.span, range)) continue;
		const tokens = tokensOf(node);
		for (const use of keyUsesIn(node)) addUse(file, use, context, tokens);
		// The key of a condition lies among the words around it; everywhere else the order is that of the text.
		if (node.kind === 'annotation') tokens.sort((a, b) => a.span.start - b.span.start);
		for (const token of tokens) if (range === undefined || overlaps(token.span, range)) yield token;
	}
}

/** The tokens of a node, but for the keys it uses. */
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
	if (operator !== undefined) tokens.push({ span: operator.span, type: 'operator', modifiers: [] });
	for (const { span } of values) tokens.push({ span, type: 'string', modifiers: [] });
	return tokens;
}

function addUse(file: ParsedFile, use: KeyUse, context: SettingsContext, tokens: SemanticToken[]): void {
	const type = use.kind === 'embedding' ? 'function' : 'variable';
	tokens.push({ span: use.nameSpan, type, modifiers: [modifierOf(file, use, context)] });
	if (use.mode === undefined) return;
	const start = use.nameSpan.end + 1;
	tokens.push({ span: { start, end: start + use.mode.length }, type: 'modifier', modifiers: [] });
}

function modifierOf(file: ParsedFile, use: KeyUse, { evaluation, library }: SettingsContext): TokenModifier {
	if (fileIndex(file).definitions.has(use.key)) return 'local';
	const { plain, conditional } = evaluation?.collection ?? {};
	const isDefined = plain?.has(use.key) === true || conditional?.has(use.key) === true;
	if (isDefined || evaluation === undefined || !library.complete) return 'inherited';
	return use.mode !== undefined || use.kind === 'test' || use.kind === 'condition' ? 'blank' : 'undefined';
}

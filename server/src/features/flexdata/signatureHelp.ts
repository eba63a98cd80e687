/** Signature help: the parts of an annotation, or the modes of a reference. */
import type { SignatureHelp } from 'vscode-languageserver-types';
import type { DocumentView } from '../documentView.ts';
import { type AnnotationForm, annotationForms, annotationLabel } from './annotationForms.ts';
import { isInBlock, lineBefore, parsedFile } from './flexdataDocument.ts';
import { referenceModes } from './modes.ts';

/** The form of the annotation or reference that is being typed at `offset`. */
export function flexdataSignatureHelp(document: DocumentView, offset: number): SignatureHelp | undefined {
	const before = lineBefore(document, offset);
	const mode = /\$\[(\[?)[^\][$:]*:?[^\][$:]+:(\w*)$/.exec(before);
	if (mode !== null) return modes(mode[1] === '[', mode[2] ?? '');
	if (isInBlock(parsedFile(document), offset)) return undefined;
	const [, verb = '', rest] = /^\s*\[(\w+)(\s.*)$/.exec(before) ?? [];
	const form = annotationForms.get(verb);
	// Nothing can follow the closing bracket; brackets of references close only these.
	if (form === undefined || rest === undefined || /(?<!\$\[[^\]]*)\]/.test(rest)) return undefined;
	const typed = rest.trimStart().split(/\s+/).length - 1;
	return signature(verb, form, Math.min(typed, form.parameters.length - 1));
}

function signature(verb: string, form: AnnotationForm, active: number): SignatureHelp {
	return {
		signatures: [
			{
				label: annotationLabel(verb, form),
				documentation: { kind: 'markdown', value: form.meaning },
				parameters: form.parameters.map(([label, documentation]) => ({
					label,
					documentation: { kind: 'markdown', value: documentation },
				})),
			},
		],
		activeSignature: 0,
		activeParameter: active,
	};
}

/** The modes that a reference can have; the one being typed is selected. */
function modes(isBlock: boolean, typed: string): SignatureHelp {
	const possible = referenceModes.filter(({ ofBlocks }) => ofBlocks || !isBlock);
	return {
		signatures: possible.map(({ mode, meaning }) => ({
			label: isBlock ? `$[[BLOCK:${mode}]]` : `$[KEY:${mode}]`,
			documentation: meaning,
			parameters: [{ label: mode }],
		})),
		activeSignature: Math.max(
			0,
			possible.findIndex(({ mode }) => mode.startsWith(typed)),
		),
		activeParameter: 0,
	};
}

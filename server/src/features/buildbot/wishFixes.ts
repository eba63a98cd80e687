/** Fixes that put a name where a diagnostic misses it. */
import { type CodeAction, CodeActionKind, type Diagnostic } from 'vscode-languageserver-types';
import { isRecord } from '../../base/json.ts';
import { isRefused } from '../../base/refused.ts';
import type { Work } from '../../base/work.ts';
import { type BuildbotWish, editBuildbotWork, isListSetting, listHolds } from '../../buildbot/index.ts';
import type { BuildbotContext } from '../../setup/buildbot/buildbotContext.ts';
import { toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { evaluationWork } from './buildbotDocument.ts';

/** At most this many names of one diagnostic get a fix each. */
const mostNames = 5;

/** The fixes of a diagnostic; none where no edit does only what it should. */
export function* wishFixesWork(
	document: DocumentView,
	diagnostic: Diagnostic,
	context: BuildbotContext,
): Work<CodeAction[]> {
	const wishes = wishesFor(diagnostic);
	if (wishes.length === 0) return [];
	const { rules } = yield* evaluationWork(document, context);
	const actions: CodeAction[] = [];
	for (const { list, wish } of wishes) {
		const edit = yield* editBuildbotWork(document.text, wish, rules);
		if (isRefused(edit)) continue;
		const edits = edit.edits.map(({ span, text }) => ({
			range: toRange(document.lines, span),
			newText: text,
		}));
		actions.push({
			title: `Add "${wish.name}" to ${list}`,
			kind: CodeActionKind.QuickFix,
			diagnostics: [diagnostic],
			isPreferred: wishes.length === 1,
			edit: { changes: { [document.uri]: edits } },
		});
	}
	return actions;
}

interface WishInList {
	readonly list: string;
	readonly wish: BuildbotWish;
}

/** What a diagnostic wishes for; its data comes back from the editor. */
function wishesFor({ code, data }: Diagnostic): readonly WishInList[] {
	if (!isRecord(data)) return [];
	const { name, value, all, arch, list, names } = data;
	switch (code) {
		case 'not-in-all':
			return typeof value === 'string' ? wishFor(all, value, 'here') : [];
		case 'arch-not-listed':
			return typeof arch === 'string' && typeof name === 'string'
				? wishFor(list, arch, list === 'arches' ? 'here' : 'elsewhere')
				: [];
		case 'unmanaged':
			return Array.isArray(names)
				? names
						.slice(0, mostNames)
						.flatMap((one) => (typeof one === 'string' ? wishFor(list, one, 'elsewhere', 'all_') : []))
				: [];
		default:
			return [];
	}
}

function wishFor(list: unknown, name: string, to: BuildbotWish['to'], prefix = ''): readonly WishInList[] {
	if (typeof list !== 'string' || !isListSetting(list)) return [];
	const holds = listHolds[list];
	return [{ list: prefix === '' ? list : `${prefix}${holds}`, wish: { holds, name, to } }];
}

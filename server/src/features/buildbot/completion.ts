/** Completion in `.buildbot`: names in their lists, settings, and answers of `map_build`. */
import {
	type CompletionItem,
	CompletionItemKind,
	InsertTextFormat,
	MarkupKind,
	TextEdit,
} from 'vscode-languageserver-types';
import type { Span } from '../../base/span.ts';
import {
	type AllList,
	allLists,
	type BuildList,
	buildbotSettingNames,
	counterparts,
	isNumberSetting,
	type ListSetting,
	laterForm,
	type Outline,
	readBuildbot,
} from '../../buildbot/index.ts';
import { type BuildbotContext, knowledgeOf, type SubarchFact } from '../../setup/buildbot/buildbotContext.ts';
import { knownExtras, knownModes } from '../../setup/installation/knownNames.ts';
import { toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { buildbotText, evaluationOf, nameCounts, nameFrom } from './buildbotDocument.ts';
import { placeAt, type TextPlace } from './completionPlace.ts';
import {
	mapBuildDocumentation,
	parameterDocumentation,
	settingDocumentation,
} from './hover/settingDocumentation.ts';
import { subarchDocumentation } from './hover/subarchDocumentation.ts';

/** The completions at `offset`; the text around it may be unfinished. */
export function buildbotCompletion(
	document: DocumentView,
	offset: number,
	context: BuildbotContext,
): CompletionItem[] {
	const place = placeAt(buildbotText(document), offset);
	switch (place?.kind) {
		case 'name':
			return names(document, place.holds, place.feeds, place.text, context);
		case 'compared':
			return compared(document, place.holds, place.text, context);
		case 'answer':
			return answers(document, offset, place.part, place.text, context);
		case 'statement':
			return statements(document, place.word);
		case 'expression':
			return parameters(document, place.word);
		default:
			return [];
	}
}

/** A name to offer, without its place. */
interface Offer {
	readonly name: string;
	readonly arch?: string;
	readonly detail?: string;
	readonly documentation?: string;
	/** Lower comes first. */
	readonly rank: number;
}

function offersFor(holds: BuildList, context: BuildbotContext): Offer[] {
	const knowledge = knowledgeOf(context);
	if (holds === 'subarches') return [...knowledge.subarches.values()].map(subarchOffer);
	const own = new Set(context[holds]);
	return [...knowledge[holds]].map((name) => ({ name, rank: own.has(name) ? 1 : 3 }));
}

function subarchOffer(fact: SubarchFact): Offer {
	return {
		name: fact.name,
		...(fact.arch === undefined ? {} : { arch: fact.arch }),
		...(fact.cflags === undefined ? {} : { detail: fact.cflags }),
		documentation: subarchDocumentation(fact),
		rank: fact.inUse ? 0 : fact.source === 'installation' ? 1 : fact.source === 'repository' ? 2 : 3,
	};
}

/** Names for a list; those already in it come last and say so, and those only in its counterpart say that. */
function names(
	document: DocumentView,
	holds: BuildList,
	feeds: readonly ListSetting[],
	place: TextPlace,
	context: BuildbotContext,
): CompletionItem[] {
	const outline = finishedOutline(document, place);
	const counts = nameCounts(outline);
	const here = nameFrom(outline, place.content.start);
	const own = ownLists(feeds);
	const isIn = (settings: readonly ListSetting[], name: string): boolean =>
		settings.some((setting) => {
			const count = counts.get(setting)?.get(name) ?? 0;
			return count > (here?.name === name && here.feeds.includes(setting) ? 1 : 0);
		});
	const notes = (name: string): string | undefined => {
		if (isIn(own, name)) return alreadyListed;
		const other = own.map(counterpartOf).find((setting) => setting !== undefined && isIn([setting], name));
		return other && `in ${other}`;
	};
	return offersFor(holds, context).map((offer) => nameItem(document, offer, place, notes(offer.name), true));
}

const alreadyListed = 'already listed';

/** The settings that a sequence belongs to: one that feeds `subarches` reaches `all_subarches` only by way of it. */
function ownLists(feeds: readonly ListSetting[]): readonly ListSetting[] {
	const own = feeds.filter((setting) => !(isAllList(setting) && feeds.includes(counterparts[setting])));
	return own.length === 0 ? feeds : own;
}

function isAllList(setting: ListSetting): setting is AllList {
	return setting in counterparts;
}

/** `all_subarches` of `subarches`, and the other way round. */
function counterpartOf(setting: ListSetting): ListSetting | undefined {
	if (isAllList(setting)) return counterparts[setting];
	return allLists.find((one) => counterparts[one] === setting);
}

/** The outline of the text with the statement being typed completed or removed, since it would hide what follows. */
function finishedOutline(document: DocumentView, place: TextPlace): Outline {
	const { text } = document;
	const asItIs = buildbotText(document);
	const { start, end } = place.content;
	const finished = place.quoted
		? text.slice(0, end) + place.closing + text.slice(end)
		: text.slice(0, start) + text.slice(end);
	return finished === text ? asItIs.outline : readBuildbot(finished, asItIs).outline;
}

function compared(
	document: DocumentView,
	holds: BuildList,
	place: TextPlace,
	context: BuildbotContext,
): CompletionItem[] {
	const own = new Set(evaluationOf(document, context).settings[holds].map(({ name }) => name));
	const offers = offersFor(holds, context).filter(({ name }) => own.size === 0 || own.has(name));
	const others = [...own].filter((name) => !offers.some((offer) => offer.name === name));
	return [...others.map((name): Offer => ({ name, rank: 0 })), ...offers].map((offer) =>
		nameItem(document, offer, place, undefined, false),
	);
}

function nameItem(
	document: DocumentView,
	offer: Offer,
	place: TextPlace,
	note: string | undefined,
	inList: boolean,
): CompletionItem {
	const text = JSON.stringify(offer.name);
	const literal =
		!inList || place.needs === 'nothing' ? text : place.needs === 'comma' ? `${text},` : `(${text},)`;
	const description = [offer.arch, note].filter((part) => part !== undefined);
	return {
		label: offer.name,
		kind: CompletionItemKind.EnumMember,
		sortText: `${note === alreadyListed ? 9 : offer.rank}${offer.name}`,
		filterText: offer.name,
		textEdit: TextEdit.replace(toRange(document.lines, place.content), place.quoted ? offer.name : literal),
		...(description.length > 0 && { labelDetails: { description: description.join(', ') } }),
		...(offer.detail !== undefined && { detail: offer.detail }),
		...(offer.documentation !== undefined && {
			documentation: { kind: MarkupKind.Markdown, value: offer.documentation },
		}),
	};
}

/** Modes, or extras after one. In a text such as `full+op+lxc`, only the part at `offset` is replaced. */
function answers(
	document: DocumentView,
	offset: number,
	part: 'mode' | 'extra',
	place: TextPlace,
	context: BuildbotContext,
): CompletionItem[] {
	const { start, end } = place.content;
	const before = document.text.slice(start, offset);
	const [rest = ''] = document.text.slice(offset, end).split('+');
	const isExtra = part === 'extra' || before.includes('+');
	const span: Span = { start: start + before.lastIndexOf('+') + 1, end: offset + rest.length };
	const words = knowledgeOf(context)[isExtra ? 'extras' : 'modes'];
	const meanings = isExtra ? knownExtras : knownModes;
	return words.map((word, index) => {
		const meaning = meanings.get(word);
		return {
			label: word,
			kind: CompletionItemKind.EnumMember,
			sortText: String(index).padStart(3, '0'),
			filterText: word,
			textEdit: TextEdit.replace(toRange(document.lines, span), word),
			...(meaning !== undefined && { detail: meaning }),
		};
	});
}

const mapBuildSnippet = [
	'def map_build(build, subarch, full, full_date):',
	'\tif full:',
	'\t\treturn "${1:freshen}"',
	'\treturn "${2:full}"',
	'',
].join('\n');

/** Settings that are not assigned yet, and map_build; if an assignment follows the name, only the names. */
function statements(document: DocumentView, word: Span): CompletionItem[] {
	const { outline } = buildbotText(document);
	const range = toRange(document.lines, word);
	const isAssigned = /^[ \t]*=/.test(document.text.slice(word.end));
	const taken = new Set(
		outline.assignments.filter(({ nameSpan }) => nameSpan.start !== word.start).map(({ name }) => name),
	);
	const isLater = laterForm(outline) !== undefined;
	const items = buildbotSettingNames
		.filter((name) => !taken.has(name))
		.map((name, index): CompletionItem => {
			const wider = name.startsWith('all_') ? `${name.slice('all_'.length)} + ` : '';
			const snippet = isNumberSetting(name) ? `${name} = \${1:3}` : `${name} = ${wider}(\n\t"$1",\n)`;
			return {
				label: name,
				kind: CompletionItemKind.Property,
				sortText: String(index).padStart(2, '0'),
				documentation: { kind: MarkupKind.Markdown, value: settingDocumentation(name, { isLater }) },
				...(!isAssigned && { insertTextFormat: InsertTextFormat.Snippet }),
				textEdit: TextEdit.replace(range, isAssigned ? name : snippet),
			};
		});
	if (outline.mapBuild !== undefined || isAssigned) return items;
	return [
		...items,
		{
			label: 'map_build',
			kind: CompletionItemKind.Function,
			sortText: '50',
			detail: 'def map_build(build, subarch, full, full_date)',
			documentation: { kind: MarkupKind.Markdown, value: mapBuildDocumentation },
			insertTextFormat: InsertTextFormat.Snippet,
			textEdit: TextEdit.replace(range, mapBuildSnippet),
		},
	];
}

/** The parameters of the file's own map_build. */
function parameters(document: DocumentView, word: Span): CompletionItem[] {
	return (buildbotText(document).outline.mapBuild?.parameters ?? []).map(({ name }) => {
		const documentation = parameterDocumentation.get(name);
		return {
			label: name,
			kind: CompletionItemKind.Variable,
			detail: 'parameter of map_build',
			textEdit: TextEdit.replace(toRange(document.lines, word), name),
			...(documentation !== undefined && {
				documentation: { kind: MarkupKind.Markdown, value: documentation },
			}),
		};
	});
}

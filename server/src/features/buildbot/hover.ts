/** Hover in `.buildbot`: the meaning and value of settings, facts about subarches, answers of `map_build`. */
import { type Hover, MarkupKind } from 'vscode-languageserver-types';
import { type Span, touches } from '../../base/span.ts';
import { type Buildbot, isListSetting, isSettingName, type SettingName } from '../../buildbot/index.ts';
import { type BuildbotContext, knowledgeOf } from '../../setup/buildbot/buildbotContext.ts';
import { toRange } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import { escapeMarkdown, inlineCode } from '../markdown.ts';
import { answerText } from './answerText.ts';
import { writtenNames } from './buildbotDocument.ts';
import {
	mapBuildDocumentation,
	parameterDocumentation,
	settingDocumentation,
} from './settingDocumentation.ts';
import { subarchDocumentation } from './subarchDocumentation.ts';

/** Longer lists are cut and end with a count of the rest. */
const mostNames = 24;

/** The hover for the name or string at `offset`. */
export function buildbotHover(
	document: DocumentView,
	buildbot: Buildbot,
	offset: number,
	context: BuildbotContext,
): Hover | undefined {
	const show = (span: Span, markdown: string | undefined): Hover | undefined =>
		markdown === undefined
			? undefined
			: { range: toRange(document.lines, span), contents: { kind: MarkupKind.Markdown, value: markdown } };
	const use = buildbot.outline.uses.find(({ span }) => touches(span, offset));
	if (use !== undefined) return show(use.span, aboutName(buildbot, use.name, use.variable));
	const name = nameAt(buildbot, offset);
	if (name === undefined) return undefined;
	const fact = name.holds === 'subarches' ? knowledgeOf(context).subarches.get(name.name) : undefined;
	return fact === undefined ? undefined : show(name.span, subarchDocumentation(fact));
}

/** A name in a list, as written or as a result of slicing and splitting. */
function nameAt(buildbot: Buildbot, offset: number): { name: string; span: Span; holds: string } | undefined {
	const written = writtenNames(buildbot.outline).find(({ literal }) => touches(literal, offset));
	if (written !== undefined) return written;
	for (const { name, span, exact } of buildbot.settings.allSubarches) {
		if (exact && span !== undefined && touches(span, offset)) return { name, span, holds: 'subarches' };
	}
	return undefined;
}

function aboutName(buildbot: Buildbot, name: string, variable: string): string | undefined {
	if (!variable.startsWith('module ')) return parameterDocumentation.get(name);
	if (name === 'map_build') return `${mapBuildDocumentation}\n\n${answerTable(buildbot)}`;
	if (!isSettingName(name)) return undefined;
	return [settingDocumentation(name), valueText(buildbot, name)]
		.filter((part) => part !== undefined)
		.join('\n\n');
}

/** The value of a setting in this file. */
function valueText(buildbot: Buildbot, name: SettingName): string | undefined {
	const dynamic = buildbot.dynamic.get(name);
	if (dynamic !== undefined) return `Here it depends on ${inlineCode(dynamic.what)}.`;
	if (buildbot.error !== undefined || buildbot.stopped !== undefined || !isListSetting(name))
		return undefined;
	const { settings } = buildbot;
	const list = {
		builds: settings.builds,
		arches: settings.arches,
		subarches: settings.subarches,
		all_builds: settings.allBuilds,
		all_arches: settings.allArches,
		all_subarches: settings.allSubarches,
		index_ignore_builds: settings.indexIgnoreBuilds,
		index_ignore_subarches: settings.indexIgnoreSubarches,
	}[name];
	if (list.length === 0) return 'Here it is empty.';
	const shown = list.slice(0, mostNames).map((item) => inlineCode(item.name));
	const rest = list.length > mostNames ? ` and ${list.length - mostNames} more` : '';
	return `Here ${list.length}: ${shown.join(', ')}${rest}.`;
}

/** The answers of `map_build` in sequence, for the file's first build and subarch. */
function answerTable(buildbot: Buildbot): string {
	const build = buildbot.settings.builds[0]?.name ?? 'funtoo-current';
	const subarch = buildbot.settings.subarches[0]?.name ?? 'generic_64';
	const rows = (
		[
			['a full build', true, '2015-02-08'],
			['another build', false, '2015-02-08'],
			['no build yet', false, null],
		] as const
	).map(([past, full, date]) => {
		const outcome = buildbot.mapBuild([build, subarch, full, date]);
		return `| ${past} | ${escapeMarkdown(answerText(outcome))} |`;
	});
	const whose = `For ${inlineCode(build)}, ${inlineCode(subarch)}:`;
	return [whose, '', '| last | next |', '| --- | --- |', ...rows].join('\n');
}

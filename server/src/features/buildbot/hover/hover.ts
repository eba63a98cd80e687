/** Hover in `.buildbot`: settings, what `map_build` and `get_subarches` answer, and everything that a name stands for. */
import { type Hover, MarkupKind } from 'vscode-languageserver-types';
import { type Span, touches } from '../../../base/span.ts';
import { inTurns } from '../../../base/work.ts';
import { isSettingName } from '../../../buildbot/index.ts';
import { toRange } from '../../convert.ts';
import { nameAt } from '../names/namePlaces.ts';
import type { HoverScene } from './hoverScene.ts';
import { nameHover } from './nameHover.ts';
import { otherHosts } from './otherHosts.ts';
import { outcomeTableWork } from './outcomeTable.ts';
import {
	mapBuildDocumentation,
	parameterDocumentation,
	settingDocumentation,
	sharesDocumentation,
} from './settingDocumentation.ts';
import { settingValue } from './settingValue.ts';
import { sharesTable } from './sharesTable.ts';

/** The hover for the name or string at `offset`; `undefined`: there is nothing to say. */
export async function buildbotHover(
	scene: HoverScene,
	offset: number,
	signal: AbortSignal,
): Promise<Hover | undefined> {
	const { document, buildbot } = scene;
	const show = (span: Span, markdown: string | undefined): Hover | undefined =>
		markdown === undefined
			? undefined
			: { range: toRange(document.lines, span), contents: { kind: MarkupKind.Markdown, value: markdown } };
	const use = buildbot.outline.uses.find(({ span }) => touches(span, offset));
	if (use !== undefined) return show(use.span, await aboutVariable(scene, use.name, use.variable, signal));
	const name = nameAt(buildbot, offset);
	return name && show(name.span, nameHover(name, scene));
}

async function aboutVariable(
	scene: HoverScene,
	name: string,
	variable: string,
	signal: AbortSignal,
): Promise<string | undefined> {
	if (!variable.startsWith('module ')) return parameterDocumentation.get(name);
	if (name === 'map_build') {
		const here = await inTurns(outcomeTableWork(scene), signal);
		return [mapBuildDocumentation, here, ...(await otherHosts(scene))].join('\n\n');
	}
	if (name === 'get_subarches') return `${sharesDocumentation}\n\n${sharesTable(scene)}`;
	if (!isSettingName(name)) return undefined;
	return `${settingDocumentation(name, scene.buildbot.rules)}\n\n${settingValue(name, scene)}`;
}

/** The value of a setting that counts, or why it is unknown, as Markdown. */

import { escapeMarkdown } from '../../../base/escapeMarkdown.ts';
import {
	type AllList,
	counterparts,
	errorText,
	isListSetting,
	type ListSetting,
	type NumberSetting,
	type SettingItem,
	type SettingName,
	usableNumber,
} from '../../../buildbot/index.ts';
import type { RepositoryPolicy } from '../../../repository/index.ts';
import { inlineCode } from '../../markdown.ts';
import type { HoverScene } from './hoverScene.ts';

/** Longer lists are cut and end with a count of the rest. */
const mostNames = 24;

/** A sentence. */
export function settingValue(name: SettingName, { document, buildbot, context }: HoverScene): string {
	const { dynamic, deleted, error, stopped } = buildbot;
	if (error !== undefined) return `Unknown here, since the file fails: ${escapeMarkdown(errorText(error))}`;
	if (stopped !== undefined) return `Unknown here: ${escapeMarkdown(stopped.reason)}.`;
	if (deleted.has(name)) return 'Here the file deletes it, so Metro stops.';
	const unknown = dynamic.get(name) ?? dynamic.get(countedFor(name, buildbot));
	if (unknown === undefined)
		return isListSetting(name) ? listValue(name, buildbot) : numberValue(name, buildbot);
	const asSaved = document.path === context.ownFile ? context.scanned?.policy : undefined;
	const answer =
		asSaved === undefined ? '' : ` In the file as saved, Python gives ${savedValue(name, asSaved)}.`;
	return `Here it depends on ${inlineCode(unknown.what)}, which is unknown until the file runs.${answer}`;
}

/** The setting whose value counts: of an `all_` list without names its counterpart. */
function countedFor(name: SettingName, { assigned }: HoverScene['buildbot']): SettingName {
	const hasOwn = (assigned.get(name)?.names.length ?? 0) > 0;
	return !hasOwn && name in counterparts ? counterparts[name as AllList] : name;
}

function listValue(name: ListSetting, { settings, assigned }: HoverScene['buildbot']): string {
	const list: readonly SettingItem[] = {
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
	const own = assigned.get(name)?.names ?? [];
	const from = own.length === 0 ? ', from its default' : '';
	return `Here ${list.length}${from}: ${namesInShort(list.map((item) => item.name))}.`;
}

function numberValue(name: NumberSetting, { settings, assigned }: HoverScene['buildbot']): string {
	const used = {
		stale_days: settings.staleDays,
		max_failcount: settings.maxFailcount,
		keep_num: settings.keepNum,
	}[name];
	const value = assigned.get(name)?.value;
	if (value === undefined) return `Here it is not set, so ${used} counts.`;
	if (usableNumber(name, value) === undefined) return 'Here it is not a number that Metro can use.';
	return `Here it is ${used}.`;
}

function savedValue(name: SettingName, policy: RepositoryPolicy): string {
	const value = {
		builds: policy.builds,
		arches: policy.arches,
		subarches: policy.subarches,
		all_builds: policy.allBuilds,
		all_arches: policy.allArches,
		all_subarches: policy.allSubarches,
		index_ignore_builds: policy.indexIgnoreBuilds,
		index_ignore_subarches: [],
		stale_days: policy.staleDays,
		max_failcount: policy.maxFailcount,
		keep_num: policy.keepNum,
	}[name];
	return typeof value === 'number' ? String(value) : namesInShort(value);
}

/** Names as code, the first ones if there are many. */
function namesInShort(names: readonly string[]): string {
	if (names.length === 0) return 'none';
	const shown = names.slice(0, mostNames).map(inlineCode).join(', ');
	return names.length > mostNames ? `${shown} and ${names.length - mostNames} more` : shown;
}

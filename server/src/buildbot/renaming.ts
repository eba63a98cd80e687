/** Renames a variable of a `.buildbot`: all its uses, or the reason why not all of them are known. */
import { isRefused, type Refused, refused } from '../base/refused.ts';
import { type Span, touches } from '../base/span.ts';
import { builtinNames } from '../python/library/pythonNames.ts';
import type { NameUse } from '../python/nameUses.ts';
import { keywords } from '../python/syntax/keywords.ts';
import { isPreset } from './presets.ts';
import { type BuildbotText, readBuildbot } from './readBuildbot.ts';
import { isSettingName, metroFunctions } from './settingNames.ts';
import { type TextFacts, textFacts, untracked } from './textFacts.ts';

/** The name at a place, and every place where its variable is named. */
export interface Renameable {
	readonly name: string;
	readonly span: Span;
	readonly places: readonly Span[];
}

/** The name at `offset` if it can be renamed, otherwise the reason why not; `undefined` if there is no name. */
export function renameableAt(text: BuildbotText, offset: number): Renameable | Refused | undefined {
	const { uses } = text.outline;
	const use = uses.find(({ span }) => touches(span, offset));
	if (use === undefined) return undefined;
	const { name, span } = use;
	if (text.fault !== undefined || text.unread !== undefined)
		return refused('This file has a syntax error: not all uses of the name are known until it is corrected.');
	const own = uses.filter(({ variable }) => variable === use.variable);
	const facts = textFacts(text);
	const reason = whoseOwn(use, own) ?? whyNotAllKnown(text, use, own, facts);
	if (reason !== undefined) return refused(reason);
	const declaring = use.variable === `module ${name}` ? 'global' : 'nonlocal';
	const declared = facts.declared.filter((one) => one.name === name && one.kind === declaring);
	return { name, span, places: [...own, ...declared].map((one) => one.span) };
}

/**
 * The places to write `name` at, or why that must not be: it is no name, or something else would then be read or written.
 * The text is read again with the new name: every use must belong to the same variable as before.
 */
export function renamedPlaces(
	text: BuildbotText,
	offset: number,
	name: string,
): readonly Span[] | Refused | undefined {
	const found = renameableAt(text, offset);
	if (found === undefined || isRefused(found)) return found;
	if (name === found.name) return [];
	const { places } = found;
	const reason = badName(name) ?? whyTaken(text, places, name);
	return reason === undefined ? places : refused(reason);
}

/** Why a variable is not the file's own to name. */
function whoseOwn({ name, variable }: NameUse, own: readonly NameUse[]): string | undefined {
	const isModules = variable === `module ${name}`;
	if (isModules && isMetros(name)) return `Metro reads ${name} by this name; it cannot be renamed.`;
	if (isModules && isPreset(name))
		return `Metro's own program defines ${name} before it runs this file; it cannot be renamed.`;
	if (own.some(({ binds }) => binds)) return undefined;
	return builtinNames.has(name)
		? `${name} is Python's own; it cannot be renamed.`
		: `This file does not define ${name}.`;
}

function isMetros(name: string): boolean {
	return isSettingName(name) || (metroFunctions as readonly string[]).includes(name);
}

function whyNotAllKnown(
	text: BuildbotText,
	{ name }: NameUse,
	own: readonly NameUse[],
	facts: TextFacts,
): string | undefined {
	const starts = new Set(own.map((one) => one.span.start));
	const has = (spans: readonly Span[]): boolean => spans.some(({ start }) => starts.has(start));
	if (has(facts.imported)) return `${name} is imported; it cannot be renamed here.`;
	if (has(facts.deleted)) return `${name} is deleted somewhere; it cannot be renamed.`;
	if (facts.reflection !== undefined)
		return `This file uses ${facts.reflection}, which may reach ${name} in ways that cannot be seen.`;
	if (has(facts.parameters) && (facts.passed.has(name) || facts.passesAny))
		return `A call may pass ${name} by this name; it cannot be renamed.`;
	if (facts.written.some((part) => own.some((one) => isWithin(one.span, part))))
		return `An f-string writes the name ${name} itself; renaming it would change that text.`;
	const elsewhere = untracked(text, facts, name);
	return elsewhere === undefined ? undefined : `Not all uses of ${name} are known: ${elsewhere}.`;
}

function isWithin(inner: Span, outer: Span): boolean {
	return inner.start >= outer.start && inner.end <= outer.end;
}

function badName(name: string): string | undefined {
	if (!/^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(name) || name !== name.normalize('NFKC'))
		return `"${name}" is not a name in Python.`;
	if (keywords.has(name)) return `${name} is a keyword of Python.`;
	if (isMetros(name)) return `Metro would read ${name} as a setting or a function.`;
	if (isPreset(name) || /^__.*__$/.test(name)) return `Metro's own program defines ${name}.`;
	return builtinNames.has(name) ? `${name} is Python's own.` : undefined;
}

/** Why `name` is not free at these places. */
function whyTaken(text: BuildbotText, places: readonly Span[], name: string): string | undefined {
	const { uses } = text.outline;
	const taken = `${name} is already the name of something else here.`;
	if (uses.some((use) => use.binds && use.variable === `module ${name}`)) return taken;
	if (untracked(text, textFacts(text), name) !== undefined) return taken;
	const later = readBuildbot(replaced(text.source, places, name));
	if (later.fault !== undefined || later.unread !== undefined) return `Python would not accept ${name} here.`;
	return isSameSharing(uses, later.outline.uses) ? undefined : taken;
}

/** The text with `name` at each of the places. */
function replaced(source: string, places: readonly Span[], name: string): string {
	let out = '';
	let at = 0;
	for (const { start, end } of [...places].sort((a, b) => a.start - b.start)) {
		out += source.slice(at, start) + name;
		at = end;
	}
	return out + source.slice(at);
}

/** True if uses belong together as they did before. */
function isSameSharing(before: readonly NameUse[], after: readonly NameUse[]): boolean {
	if (before.length !== after.length) return false;
	const pairs = before.map((use, index) => [use.variable, after[index]?.variable] as const);
	const there = new Map(pairs);
	const back = new Map(pairs.map(([old, now]) => [now, old]));
	return pairs.every(([old, now]) => there.get(old) === now && back.get(now) === old);
}

/** Names of a `.buildbot` that neither the file itself nor Metro reads. */
import type { Problem } from '../base/problem.ts';
import type { Span } from '../base/span.ts';
import type { Work } from '../base/work.ts';
import { type Buildbot, type BuildbotCode, isReadByMetro, prepareUses } from '../buildbot/index.ts';

/** At most this many are reported. */
const most = 100;

/** One hint for each name, where it first gets a value; none where the file may look up names by their text. */
export function* unusedNamesWork({ outline, problems }: Buildbot): Work<Problem<BuildbotCode>[]> {
	// Of a text that is not whole, the rest may read a name.
	if (problems.some(({ code }) => code === 'syntax-error' || code === 'stopped')) return [];
	yield* prepareUses(outline);
	if (outline.mayReadAnyName) return [];
	const given = new Map<number, Span>();
	for (const { nameSpan } of [...outline.assignments, ...outline.functions])
		given.set(nameSpan.start, nameSpan);
	for (const { span } of outline.imports) given.set(span.start, span);
	// A name that is probably misspelled is told so.
	const told = new Set(
		problems.filter(({ code }) => code === 'misspelled-setting').map(({ span }) => span.start),
	);
	const first = new Map<string, { readonly name: string; readonly span: Span }>();
	const used = new Set<string>();
	for (const { name, span, binds, variable } of outline.uses) {
		if (!variable.startsWith('module ')) continue;
		if (!binds || !given.has(span.start) || told.has(span.start)) used.add(variable);
		else if (!first.has(variable)) first.set(variable, { name, span });
	}
	yield;
	return [...first]
		.filter(([variable, { name }]) => !used.has(variable) && !outline.changedInPlace.has(name))
		.filter(([, { name }]) => !name.startsWith('_') && !isReadByMetro(name))
		.slice(0, most)
		.map(([, { name, span }]) => ({
			code: 'unused-name',
			severity: 'hint',
			span,
			message: `Nothing reads ${name}: neither this file nor Metro.`,
			data: { name },
		}));
}

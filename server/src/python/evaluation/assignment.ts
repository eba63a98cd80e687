/**
 * Assigns values to targets: names, attributes, subscripts and patterns.
 * Python 3.11 Language Reference, 7.2, Assignment statements.
 */
import { attributeNames } from '../library/pythonNames.ts';
import { isIterable, itemsOf } from '../runtime/collections.ts';
import { setItem } from '../runtime/sequences.ts';
import { known, Lost, raise, Unknown } from '../runtime/signals.ts';
import { typeName } from '../runtime/types.ts';
import { list, type Machine, type Scope, type Value } from '../runtime/value.ts';
import type { Expression } from '../syntax/ast.ts';
import { assignName } from './scopes.ts';

/** How the parts of a target are evaluated. */
export type Evaluate = (machine: Machine, scope: Scope, node: Expression) => Value;

/** `target = value`. */
export function assignTarget(
	machine: Machine,
	scope: Scope,
	target: Expression,
	value: Value,
	evaluate: Evaluate,
): void {
	switch (target.kind) {
		case 'name':
			assignName(machine, scope, target.name, value);
			return;
		case 'parenthesised':
			assignTarget(machine, scope, target.inner, value, evaluate);
			return;
		case 'starred':
			assignTarget(machine, scope, target.value, value, evaluate);
			return;
		case 'tuple':
		case 'list':
			unpack(machine, scope, target.items, value, evaluate);
			return;
		case 'subscript': {
			const object = evaluate(machine, scope, target.object);
			const index = evaluate(machine, scope, target.index);
			machine.at = target.span;
			setItem(machine, object, index, value);
			return;
		}
		case 'attribute': {
			const object = known(evaluate(machine, scope, target.object));
			machine.at = target.span;
			if (attributeNames.has(typeName(object))) {
				raise('AttributeError', `'${typeName(object)}' object has no attribute '${target.name}'`);
			}
			// From now on the function or module is a different one everywhere.
			throw new Lost({ kind: 'dynamic', what: `setting ${target.name}`, span: target.span });
		}
		default:
			throw new Unknown({ kind: 'dynamic', what: 'an odd target', span: target.span });
	}
}

function unpack(
	machine: Machine,
	scope: Scope,
	targets: readonly Expression[],
	value: Value,
	evaluate: Evaluate,
): void {
	const certain = known(value);
	if (!isIterable(certain)) raise('TypeError', `cannot unpack non-iterable ${typeName(certain)} object`);
	const values = itemsOf(machine, certain);
	const star = targets.findIndex((target) => target.kind === 'starred');
	const wanted = star < 0 ? targets.length : targets.length - 1;
	if (values.length < wanted) {
		const least = star < 0 ? `expected ${wanted}` : `expected at least ${wanted}`;
		raise('ValueError', `not enough values to unpack (${least}, got ${values.length})`);
	}
	if (star < 0 && values.length > wanted) {
		raise('ValueError', `too many values to unpack (expected ${wanted})`);
	}
	const taken = values.length - wanted;
	for (const [index, target] of targets.entries()) {
		if (index === star) {
			assignTarget(machine, scope, target, list(values.slice(index, index + taken)), evaluate);
			continue;
		}
		const item = values[star >= 0 && index > star ? index + taken - 1 : index];
		if (item !== undefined) assignTarget(machine, scope, target, item, evaluate);
	}
}

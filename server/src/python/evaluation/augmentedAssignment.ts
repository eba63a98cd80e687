/**
 * Augmented assignments, as `names += ("a",)`.
 * Python 3.11 Language Reference, 7.2.1, Augmented assignment statements.
 */
import { extendList, updateDict } from '../library/containerMethods.ts';
import { replaceMembers } from '../library/setMethods.ts';
import { binary } from '../runtime/operators.ts';
import { getItem, replaceItems, setItem } from '../runtime/sequences.ts';
import { known } from '../runtime/signals.ts';
import { type Machine, positional, type Scope, type Value } from '../runtime/value.ts';
import type { Expression, Statement } from '../syntax/ast.ts';
import { assignTarget } from './assignment.ts';
import { evaluate } from './expressions.ts';

type Augmented = Statement & { readonly kind: 'augmented' };

/** `target operator= value`. What can be changed in place is. */
export function augment(machine: Machine, scope: Scope, statement: Augmented): void {
	const { operator } = statement;
	const place = placeOf(machine, scope, statement.target);
	const old = known(place.read());
	if (old.kind === 'list' || old.kind === 'set' || old.kind === 'dict') machine.dirty = true;
	const value = evaluate(machine, scope, statement.value);
	machine.at = statement.span;
	if (old.kind === 'list' && operator === '+') {
		extendList(machine, old, value);
		place.write(old);
		return;
	}
	if (old.kind === 'dict' && operator === '|') {
		updateDict(machine, old, positional(value));
		place.write(old);
		return;
	}
	const result = binary(machine, operator, old, value, true);
	if (old.kind === 'list' && result.kind === 'list') {
		replaceItems(old, result.items);
		place.write(old);
	} else if (old.kind === 'set' && !old.frozen) {
		replaceMembers(old, result);
		place.write(old);
	} else place.write(result);
}

interface Place {
	read(): Value;
	write(value: Value): void;
}

/** Where an augmented assignment reads and writes: Python evaluates what is in front of the brackets and in them once. */
function placeOf(machine: Machine, scope: Scope, target: Expression): Place {
	if (target.kind === 'parenthesised') return placeOf(machine, scope, target.inner);
	if (target.kind !== 'subscript') {
		return {
			read: () => evaluate(machine, scope, target),
			write: (value) => assignTarget(machine, scope, target, value, evaluate),
		};
	}
	const object = evaluate(machine, scope, target.object);
	const index = evaluate(machine, scope, target.index);
	return {
		read: () => {
			machine.at = target.span;
			return getItem(machine, object, index);
		},
		write: (value) => {
			machine.at = target.span;
			setItem(machine, object, index, value);
		},
	};
}

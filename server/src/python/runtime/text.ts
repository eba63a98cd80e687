/** Python's `repr` and `str` of a value. */
import { escapedCharacter, reprString } from '../../base/pythonText.ts';
import { dateRepr, dateText, datetimeText, timedeltaRepr, timedeltaText } from './calendar.ts';
import { viewItem } from './collections.ts';
import { floatRepr } from './floatText.ts';
import { mostDigits, tooManyDigits } from './limits.ts';
import { known, raise, unknown } from './signals.ts';
import { typeName } from './types.ts';
import { type Machine, tuple, type Value } from './value.ts';

/** `ascii(value)`: escapes everything that is not ASCII. */
function asciiOnly(text: string): string {
	return text.replace(/[^\0-\x7f]/gu, escapedCharacter);
}

/** The smallest int with too many digits. */
const tooLong = 10n ** BigInt(mostDigits);

/** The decimal digits of an int, with its sign. */
export function intText(machine: Machine, value: bigint): string {
	if (value >= tooLong || value <= -tooLong) return tooManyDigits();
	const text = value.toString();
	machine.spend(text.length / 16);
	return text;
}

/** `repr(value)`. */
export function repr(machine: Machine, value: Value): string {
	return write(machine, value, new Set());
}

function write(machine: Machine, value: Value, open: Set<Value>): string {
	machine.spend(1);
	const certain = known(value);
	if (open.has(value)) return value.kind === 'dict' ? '{...}' : '[...]';
	const inside = <Part>(parts: Iterable<Part>, written: (part: Part) => string): string => {
		open.add(value);
		const texts = Array.from(parts, written);
		open.delete(value);
		return texts.join(', ');
	};
	const one = (item: Value): string => write(machine, item, open);
	const all = (items: Iterable<Value>): string => inside(items, one);
	switch (certain.kind) {
		case 'none':
			return 'None';
		case 'ellipsis':
			return 'Ellipsis';
		case 'notimplemented':
			return 'NotImplemented';
		case 'bool':
			return certain.value ? 'True' : 'False';
		case 'int':
			return intText(machine, certain.value);
		case 'float':
			return floatRepr(certain.value);
		case 'str':
			machine.spend(certain.value.length / 16);
			return reprString(certain.value);
		case 'list':
			return `[${all(certain.items)}]`;
		case 'tuple':
			return certain.items.length === 1 ? `(${all(certain.items)},)` : `(${all(certain.items)})`;
		case 'set': {
			if (certain.members.size > 1) return unknown('the order of a set');
			const inner = all(certain.members.values());
			if (certain.frozen) return inner === '' ? 'frozenset()' : `frozenset({${inner}})`;
			return inner === '' ? 'set()' : `{${inner}}`;
		}
		case 'dict':
			return `{${inside(certain.entries.values(), (entry) => `${one(entry.key)}: ${one(entry.value)}`)}}`;
		case 'range': {
			const step = certain.step === 1n ? '' : `, ${certain.step}`;
			return `range(${certain.start}, ${certain.stop}${step})`;
		}
		case 'slice':
			return `slice(${all([certain.from, certain.to, certain.step])})`;
		case 'view':
			return `dict_${certain.of}([${all([...certain.dict.entries.values()].map((entry) => viewItem(certain, entry)))}])`;
		case 'type':
			return `<class '${certain.name}'>`;
		case 'exception':
			return `${certain.type.name}(${all(certain.args)})`;
		case 'date':
		case 'datetime':
			return dateRepr(certain);
		case 'timedelta':
			return timedeltaRepr(certain);
		default:
			return unknown(`the repr of a ${typeName(certain)}`);
	}
}

/** `str(value)`. */
export function text(machine: Machine, value: Value): string {
	const certain = known(value);
	switch (certain.kind) {
		case 'str':
			return certain.value;
		case 'date':
			return dateText(certain.ordinal);
		case 'datetime':
			return datetimeText(certain.micros, ' ');
		case 'timedelta':
			return timedeltaText(certain.micros);
		case 'exception': {
			const argument = certain.args.length > 1 ? tuple(certain.args) : certain.args[0];
			if (argument === undefined) return '';
			return certain.type.name === 'KeyError' ? repr(machine, argument) : text(machine, argument);
		}
		default:
			return repr(machine, certain);
	}
}

/** A value converted by `!s`, `!r` or `!a` in a format string. */
export function convertedText(machine: Machine, value: Value, conversion: string): string {
	switch (conversion) {
		case 's':
			return text(machine, value);
		case 'r':
			return repr(machine, value);
		case 'a':
			return asciiOnly(repr(machine, value));
		default:
			return raise('ValueError', `Unknown conversion specifier ${conversion}`);
	}
}

/** What Python's `repr` and `str` write for a value. */
import { dateRepr, dateText, datetimeText, timedeltaRepr, timedeltaText } from './calendar.ts';
import { floatRepr } from './floatText.ts';
import { known, raise } from './signals.ts';
import { exceptionArgument, typeName } from './types.ts';
import type { Machine, Value } from './value.ts';

const longestInt = 4300;

/** `repr(text)`: single quotes unless that needs more escapes. */
export function quote(text: string): string {
	const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
	let out = mark;
	for (const char of text) {
		if (char === mark || char === '\\') out += `\\${char}`;
		else if (char === '\n') out += '\\n';
		else if (char === '\r') out += '\\r';
		else if (char === '\t') out += '\\t';
		else if (/[\p{C}\p{Z}]/u.test(char) && char !== ' ') out += escaped(char);
		else out += char;
	}
	return out + mark;
}

function escaped(char: string): string {
	const code = char.codePointAt(0) ?? 0;
	const hex = code.toString(16);
	if (code < 0x100) return `\\x${hex.padStart(2, '0')}`;
	return code < 0x10000 ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}

/** Only ASCII, everything else escaped: `ascii(value)`. */
export function asciiOnly(text: string): string {
	return text.replace(/[^\0-\x7f]/gu, escaped);
}

/** The decimal digits of an int; Python refuses to write more than 4300. */
export function intText(value: bigint): string {
	const text = value.toString();
	if (text.length > longestInt + 1) {
		raise(
			'ValueError',
			`Exceeds the limit (${longestInt} digits) for integer string conversion; use sys.set_int_max_str_digits() to increase the limit`,
		);
	}
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
	const all = (values: Iterable<Value>, separator = ', '): string => {
		open.add(value);
		const parts: string[] = [];
		for (const item of values) parts.push(write(machine, item, open));
		open.delete(value);
		return parts.join(separator);
	};
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
			return intText(certain.value);
		case 'float':
			return floatRepr(certain.value);
		case 'str':
			machine.spend(certain.value.length / 16);
			return quote(certain.value);
		case 'list':
			return `[${all(certain.items)}]`;
		case 'tuple':
			return certain.items.length === 1 ? `(${all(certain.items)},)` : `(${all(certain.items)})`;
		case 'set': {
			const inner = all(certain.members.values());
			if (certain.frozen) return inner === '' ? 'frozenset()' : `frozenset({${inner}})`;
			return inner === '' ? 'set()' : `{${inner}}`;
		}
		case 'dict':
			return `{${pairs(certain.entries.values())}}`;
		case 'range': {
			const step = certain.step === 1n ? '' : `, ${certain.step}`;
			return `range(${certain.start}, ${certain.stop}${step})`;
		}
		case 'slice':
			return `slice(${all([certain.from, certain.to, certain.step])})`;
		case 'view': {
			const { of, dict } = certain;
			const entries = [...dict.entries.values()];
			if (of === 'items')
				return `dict_items([${entries.map((entry) => `(${pairs([entry], ', ')})`).join(', ')}])`;
			return `dict_${of}([${all(entries.map((entry) => (of === 'keys' ? entry.key : entry.value)))}])`;
		}
		case 'type':
			return `<class '${certain.name}'>`;
		case 'module':
			return `<module '${certain.name}'>`;
		case 'exception':
			return `${certain.type.name}(${all(certain.args)})`;
		case 'date':
		case 'datetime':
			return dateRepr(certain);
		case 'timedelta':
			return timedeltaRepr(certain);
		default:
			return `<${typeName(certain)} object>`;
	}

	function pairs(entries: Iterable<{ key: Value; value: Value }>, between = ': '): string {
		open.add(value);
		const parts: string[] = [];
		for (const entry of entries) {
			parts.push(`${write(machine, entry.key, open)}${between}${write(machine, entry.value, open)}`);
		}
		open.delete(value);
		return parts.join(', ');
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
			const argument = exceptionArgument(certain.args);
			if (argument === undefined) return '';
			return certain.type.name === 'KeyError' ? repr(machine, argument) : text(machine, argument);
		}
		default:
			return repr(machine, certain);
	}
}

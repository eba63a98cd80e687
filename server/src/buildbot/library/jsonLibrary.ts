/** `json.loads` and `json.dumps`. */
import type { Json } from '../../base/json.ts';
import { itemsOf, makeDict } from '../runtime/collections.ts';
import { floatRepr } from '../runtime/floatText.ts';
import { known, raise } from '../runtime/signals.ts';
import { intText } from '../runtime/text.ts';
import { typeName } from '../runtime/types.ts';
import {
	list,
	type Machine,
	type NamedCode,
	type NativeCode,
	none,
	scalar,
	str,
	type Value,
} from '../runtime/value.ts';
import { single, wantText } from './parameters.ts';

const loads: NativeCode = (machine, args) => {
	const { value } = wantText(
		single('loads', args),
		(type) => `the JSON object must be str, bytes or bytearray, not ${type}`,
	);
	machine.spend(value.length / 4);
	try {
		return fromJson(machine, JSON.parse(value));
	} catch (error) {
		if (error instanceof SyntaxError) return raise('ValueError', 'the text is no JSON');
		throw error;
	}
};

function fromJson(machine: Machine, value: Json): Value {
	if (Array.isArray(value)) return list(value.map((item) => fromJson(machine, item)));
	if (typeof value !== 'object' || value === null) return scalar(value);
	return makeDict(
		machine,
		Object.entries(value).map(([key, item]) => [str(key), fromJson(machine, item)] as const),
	);
}

const dumps: NativeCode = (machine, args) => {
	const [value = none] = args.positional;
	if (args.named.size > 0) return { kind: 'dynamic', what: 'json.dumps() with options', span: machine.at };
	return str(toJson(machine, value));
};

function toJson(machine: Machine, value: Value): string {
	machine.spend(1);
	const certain = known(value);
	switch (certain.kind) {
		case 'none':
			return 'null';
		case 'bool':
			return String(certain.value);
		case 'int':
			return intText(machine, certain.value);
		case 'float':
			return floatRepr(certain.value);
		case 'str':
			return asciiJson(certain.value);
		case 'list':
		case 'tuple':
			return `[${itemsOf(machine, certain)
				.map((item) => toJson(machine, item))
				.join(', ')}]`;
		case 'dict': {
			const parts = [...certain.entries.values()].map(({ key, value: item }) => {
				const name = key.kind === 'str' ? asciiJson(key.value) : `"${toJson(machine, key)}"`;
				return `${name}: ${toJson(machine, item)}`;
			});
			return `{${parts.join(', ')}}`;
		}
		default:
			return raise('TypeError', `Object of type ${typeName(certain)} is not JSON serializable`);
	}
}

function asciiJson(text: string): string {
	return JSON.stringify(text).replace(
		/[^\0-\x7f]/g,
		(unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}

export const jsonFunctions: readonly NamedCode[] = [
	['loads', loads],
	['dumps', dumps],
];

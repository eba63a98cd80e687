/**
 * Python's `str.format`: braces, field names, conversions and nested format specs.
 * Python 3.11 Library Reference, Format String Syntax.
 */
import { format } from './formatSpec.ts';
import { checkLength } from './limits.ts';
import { getItem } from './sequences.ts';
import { known, raise, unknown } from './signals.ts';
import { convertedText } from './text.ts';
import { type CallArguments, int, type Machine, str, type Value } from './value.ts';

/** `template.format(*positional, **named)`. */
export function strFormat(machine: Machine, template: string, args: CallArguments): string {
	machine.spend(template.length / 16);
	// Only the simple forms: a name or number, a conversion, a spec that contains at most fields.
	if (!/^(?:[^{}]|\{\{|\}\}|\{\w*(?:![rs])?(?::(?:[^{}]|\{\w*\})*)?\})*$/u.test(template))
		return unknown('a rare form of str.format');
	let automatic = 0;
	let numbering: 'automatic' | 'manual' | undefined;
	return fill(template, 2);

	function fill(source: string, depth: number): string {
		if (depth < 0) raise('ValueError', 'Max string recursion exceeded');
		let out = '';
		for (let i = 0; i < source.length; ) {
			checkLength(out.length);
			const char = source[i] ?? '';
			if (char === '{' || char === '}') {
				if (source[i + 1] === char) {
					out += char;
					i += 2;
					continue;
				}
				if (char === '}') raise('ValueError', "Single '}' encountered in format string");
				const end = closing(source, i);
				out += field(source.slice(i + 1, end), depth);
				i = end + 1;
			} else {
				out += char;
				i++;
			}
		}
		return out;
	}

	function field(inner: string, depth: number): string {
		machine.spend(1);
		const match = /^((?:[^!:[]|\[[^\]]*\])*)(?:!(.[^:]*))?(?::([\s\S]*))?$/su.exec(inner);
		const [, path = '', conversion, spec = ''] = match ?? [];
		const found = known(lookup(path));
		const value = conversion === undefined ? found : str(convertedText(machine, found, conversion));
		return format(machine, value, spec.includes('{') || spec.includes('}') ? fill(spec, depth - 1) : spec);
	}

	function lookup(path: string): Value {
		const [first = ''] = /^[^.[]*/.exec(path) ?? [];
		let value = root(first);
		for (const step of path.slice(first.length).matchAll(/\.([^.[]*)|\[([^\]]*)\]/g)) {
			if (step[1] !== undefined) value = machine.attribute(value, step[1]);
			else {
				const key = step[2] ?? '';
				value = getItem(machine, value, /^\d+$/.test(key) ? int(BigInt(key)) : str(key));
			}
		}
		return value;
	}

	function root(name: string): Value {
		if (name !== '' && !/^\d+$/.test(name)) return args.named.get(name) ?? raise('KeyError', name);
		const now = name === '' ? 'automatic' : 'manual';
		if (numbering !== undefined && numbering !== now) {
			const [from, to] =
				now === 'automatic'
					? ['manual field specification', 'automatic field numbering']
					: ['automatic field numbering', 'manual field specification'];
			raise('ValueError', `cannot switch from ${from} to ${to}`);
		}
		numbering = now;
		const index = name === '' ? automatic++ : Number(name);
		const value = args.positional[index];
		if (value !== undefined) return value;
		return raise('IndexError', `Replacement index ${index} out of range for positional args tuple`);
	}
}

/** The offset of the brace that closes the one at `open`. */
function closing(source: string, open: number): number {
	let depth = 0;
	for (let i = open; i < source.length; i++) {
		if (source[i] === '{') depth++;
		else if (source[i] === '}' && --depth === 0) return i;
	}
	return raise(
		'ValueError',
		open === source.length - 1
			? "Single '{' encountered in format string"
			: "expected '}' before end of string",
	);
}

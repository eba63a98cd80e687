/**
 * The methods of Python's `str`. A part cut out of a literal keeps its place in the source.
 * Python 3.11 Library Reference, String Methods.
 */
import { isPythonSpace } from '../../base/pythonText.ts';
import { fromOffset, lengthOf, pointsOf, sliceText, utf16Offset } from '../runtime/codePoints.ts';
import { iterate, piece } from '../runtime/collections.ts';
import { checkLength } from '../runtime/limits.ts';
import { known, raise, unknown } from '../runtime/signals.ts';
import { strFormat } from '../runtime/strFormat.ts';
import { typeName } from '../runtime/types.ts';
import { bool, int, list, type Machine, type StrValue, str, tuple, type Value } from '../runtime/value.ts';
import {
	isAbsent,
	type Method,
	type Methods,
	nothing,
	optionalNumber,
	parameters,
	single,
	wantNumber,
	wantText,
} from './parameters.ts';
import { splitBlank, splitLines, splitText } from './splitting.ts';

type StrMethod = Method<StrValue>;

/** Letters beyond ASCII follow rules that change with the Unicode tables. */
function plain(text: string, name: string): string {
	return /^[\0-\x7f]*$/.test(text) ? text : unknown(`${name}() of letters beyond ASCII`);
}

function mapped(name: string, change: (text: string) => string): [string, StrMethod] {
	return [
		name,
		(_machine, self, args) => {
			nothing(`str.${name}`, args);
			return str(change(plain(self.value, name)));
		},
	];
}

/** Upper and lower case, also for the letters of Western Europe. */
function cased(name: string, change: (text: string) => string): [string, StrMethod] {
	return [
		name,
		(_machine, self, args) => {
			nothing(`str.${name}`, args);
			const isWestern = /^[\0-\x7f\xc0-\xde\xe0-\xfe]*$/.test(self.value);
			return str(change(isWestern ? self.value : plain(self.value, name)));
		},
	];
}

function tested(name: string, test: RegExp): [string, StrMethod] {
	return [
		name,
		(_machine, self, args) => {
			nothing(`str.${name}`, args);
			return bool(test.test(plain(self.value, name)));
		},
	];
}

function titled(text: string): string {
	return text.replace(/[a-z]+/gi, (word) => upper(word.slice(0, 1)) + word.slice(1).toLowerCase());
}

function upper(text: string): string {
	return text.toUpperCase();
}

function swapped(text: string): string {
	return text.replace(/[a-z]/gi, (char) => (char === upper(char) ? char.toLowerCase() : upper(char)));
}

function stripped(name: string, sides: 'left' | 'right' | 'both'): [string, StrMethod] {
	return [
		name,
		(_machine, self, args) => {
			const [given] = parameters(name, args, ['chars?']);
			const chars = isAbsent(given)
				? undefined
				: new Set(pointsOf(wantText(given, () => `${name} arg must be None or str`).value));
			const drop = (char: string): boolean =>
				chars === undefined ? isPythonSpace(char.charCodeAt(0)) : chars.has(char);
			const points = pointsOf(self.value);
			let from = 0;
			let to = points.length;
			if (sides !== 'right') while (from < to && drop(points[from] ?? '')) from++;
			if (sides !== 'left') while (to > from && drop(points[to - 1] ?? '')) to--;
			if (from === 0 && to === points.length) return self;
			return piece(self, utf16Offset(self.value, from), points.slice(from, to).join(''));
		},
	];
}

/** A list of pieces, charged to the budget. There are no more pieces than characters. */
function kept(machine: Machine, pieces: Value[]): Value {
	machine.spend(pieces.length * 2);
	return list(pieces);
}

function splitter(name: 'split' | 'rsplit'): [string, StrMethod] {
	return [
		name,
		(machine, self, args) => {
			const [separator, most] = parameters(name, args, ['sep?', 'maxsplit?']);
			const limit = wantNumber(most, -1);
			const fromRight = name === 'rsplit';
			if (isAbsent(separator)) return kept(machine, splitBlank(self, limit, fromRight));
			const mark = wantText(separator, (type) => `must be str or None, not ${type}`).value;
			if (mark === '') raise('ValueError', 'empty separator');
			return kept(machine, splitText(self, mark, limit, fromRight));
		},
	];
}

function partitioner(name: 'partition' | 'rpartition'): [string, StrMethod] {
	return [
		name,
		(_machine, self, args) => {
			const mark = wantText(single(`str.${name}`, args), (type) => `must be str, not ${type}`).value;
			if (mark === '') raise('ValueError', 'empty separator');
			const at = name === 'partition' ? self.value.indexOf(mark) : self.value.lastIndexOf(mark);
			if (at < 0) return tuple(name === 'partition' ? [self, str(''), str('')] : [str(''), str(''), self]);
			const end = at + mark.length;
			return tuple([
				piece(self, 0, self.value.slice(0, at)),
				str(mark),
				piece(self, end, self.value.slice(end)),
			]);
		},
	];
}

function finder(name: 'find' | 'rfind' | 'index' | 'rindex'): [string, StrMethod] {
	return [
		name,
		(_machine, self, args) => {
			const [needle, from, to] = parameters(name, args, ['sub', 'start?', 'end?']);
			const part = wantText(needle, (type) => `must be str, not ${type}`).value;
			const { text, start } = window(self.value, from, to);
			const found = name.startsWith('r') ? text?.lastIndexOf(part) : text?.indexOf(part);
			if (text !== undefined && found !== undefined && found >= 0)
				return int(start + fromOffset(text, found));
			return name.endsWith('index') ? raise('ValueError', 'substring not found') : int(-1);
		},
	];
}

/** The part of a string between Python indices; `undefined` if they are out of range. */
function window(
	text: string,
	from: Value | undefined,
	to: Value | undefined,
): { text?: string; start: number } {
	if (isAbsent(from) && isAbsent(to)) return { text, start: 0 };
	const length = lengthOf(text);
	const place = (value: Value | undefined, otherwise: number): number => {
		const index = optionalNumber(value, otherwise);
		return index < 0 ? Math.max(0, index + length) : index;
	};
	const start = place(from, 0);
	const end = Math.min(place(to, length), length);
	return start > end ? { start } : { text: sliceText(text, start, end), start };
}

function affix(name: 'startswith' | 'endswith'): [string, StrMethod] {
	return [
		name,
		(_machine, self, args) => {
			const [wanted, from, to] = parameters(name, args, ['prefix', 'start?', 'end?']);
			const { text } = window(self.value, from, to);
			const options = wanted?.kind === 'tuple' ? wanted.items : wanted === undefined ? [] : [wanted];
			return bool(
				options.some((option) => {
					const certain = known(option);
					if (certain.kind !== 'str') {
						const wants = `${name} first arg must be str or a tuple of str, not ${typeName(certain)}`;
						return raise('TypeError', wants);
					}
					return text?.[name === 'startswith' ? 'startsWith' : 'endsWith'](certain.value);
				}),
			);
		},
	];
}

function padder(name: 'ljust' | 'rjust' | 'center'): [string, StrMethod] {
	return [
		name,
		(machine, self, args) => {
			const [width, given] = parameters(name, args, ['width', 'fillchar?']);
			const fill =
				given === undefined
					? ' '
					: wantText(given, () => 'The fill character must be a unicode character').value;
			if (lengthOf(fill) !== 1) raise('TypeError', 'The fill character must be exactly one character long');
			const wide = wantNumber(width, 0);
			const missing = Math.max(0, wide - lengthOf(self.value));
			checkLength(missing);
			machine.spend(missing / 16);
			const left = Math.floor(missing / 2) + (missing & wide & 1);
			const before = name === 'ljust' ? 0 : name === 'rjust' ? missing : left;
			return str(fill.repeat(before) + self.value + fill.repeat(missing - before));
		},
	];
}

const join: StrMethod = (machine, self, args) => {
	const parts: string[] = [];
	let length = 0;
	let only: Value | undefined;
	for (const part of iterate(machine, single('str.join', args))) {
		const item = known(part);
		if (item.kind !== 'str') {
			const message = `sequence item ${parts.length}: expected str instance, ${typeName(item)} found`;
			return raise('TypeError', message);
		}
		machine.spend((item.value.length + self.value.length) / 16);
		length += item.value.length + self.value.length;
		checkLength(length);
		only = item;
		parts.push(item.value);
	}
	return parts.length === 1 && only !== undefined ? only : str(parts.join(self.value));
};

const replace: StrMethod = (machine, self, args) => {
	const [from, to, count] = parameters('replace', args, ['old', 'new', 'count?']);
	const old = wantText(from, (type) => `replace() argument 1 must be str, not ${type}`).value;
	const fresh = wantText(to, (type) => `replace() argument 2 must be str, not ${type}`).value;
	const most = wantNumber(count, -1);
	const pieces = old === '' ? ['', ...pointsOf(self.value), ''] : self.value.split(old);
	const times = most < 0 ? pieces.length - 1 : Math.min(most, pieces.length - 1);
	if (times === 0) return self;
	machine.spend((times * fresh.length) / 16);
	const head = pieces.slice(0, times + 1).join(fresh);
	return str(
		head +
			pieces
				.slice(times + 1)
				.map((part) => old + part)
				.join(''),
	);
};

const count: StrMethod = (_machine, self, args) => {
	const [needle, from, to] = parameters('count', args, ['sub', 'start?', 'end?']);
	const part = wantText(needle, (type) => `must be str, not ${type}`).value;
	const { text } = window(self.value, from, to);
	if (text === undefined) return int(0);
	return int(part === '' ? lengthOf(text) + 1 : text.split(part).length - 1);
};

const zfill: StrMethod = (machine, self, args) => {
	const width = wantNumber(single('str.zfill', args), 0);
	const missing = Math.max(0, width - lengthOf(self.value));
	checkLength(missing);
	machine.spend(missing / 16);
	const sign = /^[-+]/.exec(self.value)?.[0] ?? '';
	return str(sign + '0'.repeat(missing) + self.value.slice(sign.length));
};

function remover(name: 'removeprefix' | 'removesuffix'): [string, StrMethod] {
	return [
		name,
		(_machine, self, args) => {
			const part = wantText(single(`str.${name}`, args), (type) => `must be str, not ${type}`).value;
			if (part === '') return self;
			if (name === 'removeprefix') {
				return self.value.startsWith(part) ? piece(self, part.length, self.value.slice(part.length)) : self;
			}
			return self.value.endsWith(part) ? piece(self, 0, self.value.slice(0, -part.length)) : self;
		},
	];
}

const methods: readonly [string, StrMethod][] = [
	cased('upper', upper),
	cased('lower', (text) => text.toLowerCase()),
	mapped('casefold', (text) => text.toLowerCase()),
	mapped('title', titled),
	mapped('capitalize', (text) => {
		const [first = '', ...rest] = pointsOf(text);
		return upper(first) + rest.join('').toLowerCase();
	}),
	mapped('swapcase', swapped),
	tested('isdigit', /^\d+$/),
	tested('isdecimal', /^\d+$/),
	tested('isnumeric', /^\d+$/),
	tested('isalpha', /^[a-z]+$/i),
	tested('isalnum', /^[a-z\d]+$/i),
	tested('isspace', /^[\t-\r\x1c-\x20]+$/),
	tested('isupper', /^(?=[^A-Z]*[A-Z])[^a-z]*$/),
	tested('islower', /^(?=[^a-z]*[a-z])[^A-Z]*$/),
	tested('isidentifier', /^[a-z_]\w*$/i),
	stripped('strip', 'both'),
	stripped('lstrip', 'left'),
	stripped('rstrip', 'right'),
	splitter('split'),
	splitter('rsplit'),
	partitioner('partition'),
	partitioner('rpartition'),
	finder('find'),
	finder('rfind'),
	finder('index'),
	finder('rindex'),
	affix('startswith'),
	affix('endswith'),
	padder('ljust'),
	padder('rjust'),
	padder('center'),
	remover('removeprefix'),
	remover('removesuffix'),
	['join', join],
	['replace', replace],
	['count', count],
	['zfill', zfill],
	[
		'splitlines',
		(machine, self, args) => {
			const [keep] = parameters('splitlines', args, ['keepends?']);
			if (keep !== undefined && keep.kind !== 'bool') return unknown('a rare splitlines()');
			return kept(machine, splitLines(self, keep?.kind === 'bool' && keep.value));
		},
	],
	['format', (machine, self, args) => str(strFormat(machine, self.value, args))],
];

/** The methods by name. Each costs one pass over the whole string. */
export const strMethods: Methods<StrValue> = new Map(
	methods.map(([name, method]) => [
		name,
		(machine, self, args) => {
			machine.spend(self.value.length / 16);
			return method(machine, self, args);
		},
	]),
);

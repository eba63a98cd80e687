/** Random Python programs from a grammar that reaches a little further than Python's own. */

type Random = () => number;

interface Maker {
	readonly random: Random;
	/** How much deeper expressions and blocks may nest. */
	fuel: number;
}

function pick<Item>({ random }: Maker, items: readonly Item[]): Item {
	return items[Math.floor(random() * items.length)] as Item;
}

function maybe({ random }: Maker, chance: number): boolean {
	return random() < chance;
}

function some(maker: Maker, most: number, make: (maker: Maker) => string, separator = ', '): string {
	const count = Math.floor(maker.random() * (most + 1));
	return Array.from({ length: count }, () => make(maker)).join(separator);
}

const names = ['a', 'b', 'c', 'x', 'y', 'print', 'match', 'case', '_', 'type', '__debug__'];
const infix = [
	...['+', '-', '*', '/', '//', '%', '@', '**', '<<', '>>', '&', '|', '^', 'and', 'or', '<', '>', '==', '!='],
	...['in', 'not in', 'is', 'is not', '<='],
];
const atoms = [
	...[
		'1',
		'0x1f',
		'1_0',
		'1.5',
		'1e3',
		'2j',
		"'s'",
		'"t" "u"',
		"b'b'",
		"r'\\d'",
		'None',
		'True',
		'...',
		'()',
	],
	...[
		'[]',
		'{}',
		"'''t\nu'''",
		"f'{a}'",
		"f'{a!r:>{b}}'",
		"f'{{}}'",
		"f'{a=}'",
		"f'''{\na}'''",
		"f'{a:{b}}{c}'",
	],
	...["f'{(lambda: 1)}'", "f'{a, b}'", "'\\x41'", 'u"v"'],
];

function name(maker: Maker): string {
	const all = maybe(maker, 0.9) ? names.slice(0, 5) : names;
	return pick(maker, all);
}

/** What an expression may be made of, given expressions. */
const forms: readonly ((m: Maker) => string)[] = [
	(m) => `${expression(m)} ${pick(m, infix)} ${expression(m)}`,
	(m) => `${expression(m)} ${pick(m, infix)} ${expression(m)}`,
	(m) => `${pick(m, ['-', '+', '~', 'not ', 'not '])}${expression(m)}`,
	(m) => `(${expression(m)})`,
	(m) => `(${items(m)})`,
	(m) => `[${items(m)}]`,
	(m) => `{${items(m)}}`,
	(m) => `{${some(m, 3, pair)}}`,
	(m) => `${primary(m)}(${callArguments(m)})`,
	(m) => `${primary(m)}[${some(m, 2, subscript)}]`,
	(m) => `${primary(m)}.${name(m)}`,
	(m) => `${expression(m)} if ${expression(m)} else ${expression(m)}`,
	(m) => `lambda ${parameters(m, false)}: ${expression(m)}`,
	(m) => `(${name(m)} := ${expression(m)})`,
	(m) => `[${expression(m)}${clauses(m)}]`,
	(m) => `(${expression(m)}${clauses(m)})`,
	(m) => `{${expression(m)}${clauses(m)}}`,
	(m) => `{${pair(m)}${clauses(m)}}`,
	(m) => (maybe(m, 0.3) ? `(yield ${expression(m)})` : `(${expression(m)},\n${expression(m)})`),
	(m) => (maybe(m, 0.2) ? `await ${primary(m)}` : `${primary(m)}(\n${callArguments(m)}\n)`),
];

function expression(maker: Maker): string {
	maker.fuel--;
	if (maker.fuel < 0 || maybe(maker, 0.25)) return maybe(maker, 0.6) ? name(maker) : pick(maker, atoms);
	return pick(maker, forms)(maker);
}

function primary(maker: Maker): string {
	return maybe(maker, 0.7) ? name(maker) : `(${expression(maker)})`;
}

function item(maker: Maker): string {
	if (maybe(maker, 0.1)) return `*${expression(maker)}`;
	if (maybe(maker, 0.04)) return `${name(maker)} := ${expression(maker)}`;
	return expression(maker);
}

function items(maker: Maker): string {
	return some(maker, 3, item) + (maybe(maker, 0.3) ? ',' : '');
}

function pair(maker: Maker): string {
	return maybe(maker, 0.1) ? `**${primary(maker)}` : `${expression(maker)}: ${expression(maker)}`;
}

function subscript(maker: Maker): string {
	if (maybe(maker, 0.5)) return item(maker);
	const part = (): string => (maybe(maker, 0.6) ? expression(maker) : '');
	return `${part()}:${part()}${maybe(maker, 0.3) ? `:${part()}` : ''}`;
}

function argument(maker: Maker): string {
	const kind = maker.random();
	if (kind < 0.6) return item(maker);
	if (kind < 0.85) return `${name(maker)}=${expression(maker)}`;
	return kind < 0.92 ? `*${expression(maker)}` : `**${expression(maker)}`;
}

function callArguments(maker: Maker): string {
	if (maybe(maker, 0.08)) return `${expression(maker)}${clauses(maker)}`;
	return some(maker, 3, argument) + (maybe(maker, 0.1) ? ',' : '');
}

function clauses(maker: Maker): string {
	const start = maybe(maker, 0.06) ? ' async for ' : ' for ';
	const condition = maybe(maker, 0.3) ? ` if ${expression(maker)}` : '';
	const more = maybe(maker, 0.2) ? clauses(maker) : '';
	return `${start}${targets(maker)} in ${expression(maker)}${condition}${more}`;
}

function target(maker: Maker): string {
	const kind = maker.random();
	maker.fuel--;
	if (kind < 0.6 || maker.fuel < 0) return name(maker);
	if (kind < 0.68) return `${primary(maker)}.${name(maker)}`;
	if (kind < 0.76) return `${primary(maker)}[${subscript(maker)}]`;
	if (kind < 0.84) return `(${some(maker, 2, target)}${maybe(maker, 0.5) ? ',' : ''})`;
	if (kind < 0.9) return `[${some(maker, 2, target)}]`;
	return kind < 0.97 ? `*${target(maker)}` : expression(maker);
}

function targets(maker: Maker): string {
	return maybe(maker, 0.75) ? target(maker) : `${target(maker)}, ${some(maker, 2, target)}`;
}

function parameters(maker: Maker, annotated: boolean): string {
	const one = (): string => {
		const type = annotated && maybe(maker, 0.2) ? `: ${expression(maker)}` : '';
		const value = maybe(maker, 0.25) ? `=${expression(maker)}` : '';
		return `${pick(maker, ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'])}${type}${value}`;
	};
	const kinds = ['/', '*', '*args', '**kwargs'];
	return some(maker, 3, () => (maybe(maker, 0.2) ? pick(maker, kinds) : one()));
}

const simple: readonly ((m: Maker) => string)[] = [
	(m) => expression(m),
	(m) => `${targets(m)} = ${value(m)}`,
	(m) => `${targets(m)} = ${value(m)}`,
	(m) => `${targets(m)} = ${targets(m)} = ${value(m)}`,
	(m) => `${target(m)} ${pick(m, ['+', '-', '**', '//', '@'])}= ${value(m)}`,
	(m) => `${target(m)}: ${expression(m)}${maybe(m, 0.5) ? ` = ${value(m)}` : ''}`,
	(m) => `return${maybe(m, 0.7) ? ` ${value(m)}` : ''}`,
	(m) => `raise${maybe(m, 0.7) ? ` ${expression(m)}${maybe(m, 0.3) ? ` from ${expression(m)}` : ''}` : ''}`,
	(m) => `assert ${expression(m)}${maybe(m, 0.3) ? `, ${expression(m)}` : ''}`,
	(m) => `del ${targets(m)}`,
	(m) => pick(m, ['pass', 'pass', 'break', 'continue', 'yield', 'yield from x', 'x = yield']),
	(m) => `${pick(m, ['global', 'nonlocal'])} ${name(m)}, ${name(m)}`,
	(m) => `import ${name(m)}.${name(m)}${maybe(m, 0.5) ? ` as ${name(m)}` : ''}, os`,
	(m) =>
		`from ${pick(m, ['os', '.', '..x', '__future__', '...'])} import ${pick(m, ['*', 'a, b', '(a, b as c,)', 'annotations', 'a,'])}`,
];

function value(maker: Maker): string {
	if (maybe(maker, 0.04)) return `yield ${expression(maker)}`;
	return maybe(maker, 0.8) ? expression(maker) : `${item(maker)}, ${some(maker, 2, item)}`;
}

function block(maker: Maker, indent: string): string {
	if (maybe(maker, 0.2)) return ` ${pick(maker, simple)(maker)}\n`;
	const inner = indent + pick(maker, ['\t', '    ', ' ']);
	return `\n${Array.from({ length: 1 + Math.floor(maker.random() * 3) }, () => statement(maker, inner)).join('')}`;
}

const compound: readonly ((m: Maker, indent: string) => string)[] = [
	(m, i) => `if ${item(m)}:${block(m, i)}`,
	(m, i) =>
		`if ${expression(m)}:${block(m, i)}${i}elif ${expression(m)}:${block(m, i)}${i}else:${block(m, i)}`,
	(m, i) => `while ${expression(m)}:${block(m, i)}${maybe(m, 0.3) ? `${i}else:${block(m, i)}` : ''}`,
	(m, i) =>
		`for ${targets(m)} in ${value(m)}:${block(m, i)}${maybe(m, 0.3) ? `${i}else:${block(m, i)}` : ''}`,
	(m, i) => `try:${block(m, i)}${handlers(m, i)}`,
	(m, i) => `with ${withItems(m)}:${block(m, i)}`,
	(m, i) =>
		`def ${name(m)}(${parameters(m, true)})${maybe(m, 0.2) ? ` -> ${expression(m)}` : ''}:${block(m, i)}`,
	(m, i) => `async def ${name(m)}(${parameters(m, true)}):${block(m, i)}`,
	(m, i) => `class ${name(m)}${maybe(m, 0.5) ? `(${callArguments(m)})` : ''}:${block(m, i)}`,
	(m, i) => `@${expression(m)}\n${i}def f():${block(m, i)}`,
	(m, i) => `${pick(m, ['async for x in y', 'async with a as b'])}:${block(m, i)}`,
	(m, i) =>
		`match ${value(m)}:\n${i} case ${patterns(m)}${maybe(m, 0.3) ? ` if ${item(m)}` : ''}:${block(m, `${i} `)}`,
	(m, i) =>
		`match ${item(m)}:\n${i} case ${patterns(m)}:${block(m, `${i} `)}${i} case ${patterns(m)}: pass\n`,
];

function handlers(maker: Maker, indent: string): string {
	const star = maybe(maker, 0.15) ? '*' : '';
	const one = (): string => {
		const type = maybe(maker, 0.8)
			? ` ${expression(maker)}${maybe(maker, 0.4) ? ` as ${name(maker)}` : ''}`
			: '';
		return `${indent}except${star}${type}:${block(maker, indent)}`;
	};
	const rest = maybe(maker, 0.2) ? `${indent}else:${block(maker, indent)}` : '';
	const final = maybe(maker, 0.3) ? `${indent}finally:${block(maker, indent)}` : '';
	return one() + (maybe(maker, 0.3) ? one() : '') + rest + final;
}

function withItems(maker: Maker): string {
	const one = (): string => `${expression(maker)}${maybe(maker, 0.5) ? ` as ${target(maker)}` : ''}`;
	const all = maybe(maker, 0.6) ? one() : `${one()}, ${one()}`;
	return maybe(maker, 0.3) ? `(${all}${maybe(maker, 0.3) ? ',' : ''})` : all;
}

function pattern(maker: Maker): string {
	maker.fuel--;
	if (maker.fuel < 0) return name(maker);
	const forms: readonly (() => string)[] = [
		() => name(maker),
		() => pick(maker, ['1', '-1', '1 + 2j', "'a' 'b'", 'None', 'a.b', '_', '-1.5', "b'x'", '1j']),
		() => `${pattern(maker)} | ${pattern(maker)}`,
		() => `${pattern(maker)} as ${name(maker)}`,
		() => `(${some(maker, 2, pattern)})`,
		() => `[${some(maker, 3, (m) => (maybe(m, 0.2) ? `*${name(m)}` : pattern(m)))}]`,
		() => `{'k': ${pattern(maker)}, ${maybe(maker, 0.3) ? `**${name(maker)}` : `a.b: ${pattern(maker)}`}}`,
		() => `a.b(${some(maker, 2, pattern)})`,
		() => `C(${pattern(maker)}, ${name(maker)}=${pattern(maker)})`,
	];
	return pick(maker, forms)();
}

function patterns(maker: Maker): string {
	return maybe(maker, 0.8) ? pattern(maker) : `${pattern(maker)}, *${name(maker)}`;
}

function statement(maker: Maker, indent: string): string {
	maker.fuel -= 2;
	if (maker.fuel > 0 && maybe(maker, 0.4)) return indent + pick(maker, compound)(maker, indent);
	const second = maybe(maker, 0.05) ? `; ${pick(maker, simple)(maker)}` : '';
	return `${indent}${pick(maker, simple)(maker)}${second}\n`;
}

/** A program of a few statements. Most are valid or nearly so. */
export function program(random: Random): string {
	const count = 1 + Math.floor(random() * 3);
	const made = Array.from({ length: count }, () => statement({ random, fuel: 4 + random() * 16 }, ''));
	return made.join('');
}

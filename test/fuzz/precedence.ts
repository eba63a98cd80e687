/** Which operator binds tighter: trees of expressions beside those of Python's own ast module. */
import type { Expression } from '../../server/src/python/syntax/ast.ts';
import { readPython } from '../../server/src/python/syntax/readPython.ts';
import { randomNumbers } from '../support/randomNumbers.ts';
import type { Fuzzer, FuzzFault } from './fuzzer.ts';
import { startOracle } from './oracle.ts';

type Shape = string | readonly Shape[] | null;

/** What a text is made of, without parentheses; null if it is refused. */
function shapeOf(source: string): Shape {
	const { pieces, program } = readPython(source);
	const isSound = pieces.every(({ faults }) => !faults.tokenizer && !faults.parser);
	const [statement] = program.body;
	return isSound && statement?.kind === 'expression' ? shape(statement.value) : null;
}

function shape(node: Expression): Shape {
	switch (node.kind) {
		case 'name':
			return node.name;
		case 'int':
			return String(node.value);
		case 'parenthesised':
			return shape(node.inner);
		case 'and':
		case 'or':
			return [node.kind, ...operands(node, node.kind)];
		case 'binary':
			return [node.operator, shape(node.left), shape(node.right)];
		case 'unary':
			return [node.operator, shape(node.operand)];
		case 'compare':
			return [
				'compare',
				shape(node.left),
				...node.comparisons.flatMap(({ operator, right }) => [operator, shape(right)]),
			];
		case 'conditional':
			return ['if', shape(node.test), shape(node.whenTrue), shape(node.whenFalse)];
		case 'lambda':
			return ['lambda', shape(node.body)];
		case 'starred':
			return ['star', shape(node.value)];
		case 'tuple':
		case 'list':
		case 'set':
			return [node.kind, ...node.items.map(shape)];
		case 'dict':
			return [
				'dict',
				...node.entries.flatMap(({ key, value }) => [...(key ? [shape(key)] : []), shape(value)]),
			];
		case 'call':
			return [
				'call',
				shape(node.callee),
				...node.args.map(({ kind, value }) => (kind === 'star' ? ['star', shape(value)] : shape(value))),
			];
		case 'subscript':
			return ['subscript', shape(node.object), shape(node.index)];
		case 'attribute':
			return ['.', shape(node.object), node.name];
		case 'walrus':
			return [':=', node.name, shape(node.value)];
		case 'comprehension':
			return [
				'for',
				shape(node.element),
				...node.clauses.flatMap(({ target, iterable, conditions }) => [
					shape(target),
					shape(iterable),
					...conditions.map(shape),
				]),
			];
		case 'unsupported':
			return [node.what, ...node.parts.map(shape)];
		default:
			return node.kind;
	}
}

/** The operands of a chain of one operator, which Python keeps side by side. */
function operands(node: Expression, kind: 'and' | 'or'): Shape[] {
	return node.kind === kind ? [...operands(node.left, kind), shape(node.right)] : [shape(node)];
}

const infix = ['or', 'and', '<', 'not in', '|', '^', '&', '<<', '+', '*', '**', 'if c else'];
const prefix = ['not', '-', 'await', 'lambda:'];
const signs = [...infix, ...prefix];
const contexts: readonly ((text: string) => string)[] = [
	(text) => text,
	(text) => `(${text}, 1)`,
	(text) => `f(${text})`,
	(text) => `[*${text}]`,
	(text) => `x[${text}]`,
	(text) => `{${text}: 1}`,
	(text) => `[x for y in ${text}]`,
	(text) => `[x for y in z if ${text}]`,
	(text) => `f(*${text}, k=${text})`,
	(text) => `(x := ${text})`,
	(text) => `*${text},`,
	(text) => `(${text}).y`,
];

function written(chosen: readonly string[]): string {
	const operand = (index: number): string => 'abcdefghijklmno'[index] ?? 'z';
	let text = '';
	let count = 0;
	for (const sign of chosen) text += infix.includes(sign) ? ` ${operand(count++)} ${sign}` : ` ${sign}`;
	return `${text} ${operand(count)}`.trim();
}

/** All sequences of up to four operators, each alone and in one other place, then random longer ones. */
function* expressions(count: number, seed: number): Generator<string> {
	let made = 0;
	for (let length = 1; length <= 4; length++) {
		for (let number = 0; number < signs.length ** length; number++) {
			const chosen = Array.from(
				{ length },
				(_, at) => signs[Math.floor(number / signs.length ** at) % signs.length] ?? '',
			);
			const text = written(chosen);
			for (const context of new Set([contexts[0], contexts[number % contexts.length]])) {
				if (made++ >= count) return;
				yield context?.(text) ?? text;
			}
		}
	}
	const random = randomNumbers(seed);
	const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
	for (; made < count; made++) {
		const text = written(
			Array.from({ length: 5 + Math.floor(random() * 9) }, () => pick(random() < 0.8 ? infix : prefix)),
		);
		const cut = text.indexOf(' ', Math.floor(random() * text.length));
		const nested = cut < 0 ? text : `${text.slice(0, cut)} + (${text.slice(cut).replace(/^\s*\S+\s/, '')})`;
		yield pick(contexts)(random() < 0.5 ? text : nested);
	}
}

/** Expressions of a few operators and what they are made of. */
export const precedence: Fuzzer = {
	about: 'every expression of up to four operators, and random longer ones, against the trees of ast.parse()',
	count: 200_000,
	async run({ seed, count }) {
		const oracle = startOracle('shapeOracle.py');
		const faults: FuzzFault[] = [];
		let tried = 0;
		const compare = async (sources: readonly string[]): Promise<void> => {
			const answers = await oracle.ask(sources);
			for (const [index, source] of sources.entries()) {
				const got = JSON.stringify(shapeOf(source));
				const expected = JSON.stringify(answers[index]);
				if (got !== expected) faults.push({ kind: 'another tree', source, expected, got });
			}
			tried += sources.length;
		};
		let batch: string[] = [];
		for (const source of expressions(count, seed)) {
			batch.push(source);
			if (batch.length < 500) continue;
			await compare(batch);
			batch = [];
		}
		await compare(batch);
		oracle.end();
		return { tried, faults };
	},
};

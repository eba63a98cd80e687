/** Programs similar to `.buildbot` files, with their difficulties: aliases, effects of calls, uncertainty. */
import type { Random } from './pythonRandom.ts';
import { compounds, type Kind, literal } from './pythonTemplates.ts';

/** Names by what they hold, at least at first. */
const pools: Readonly<Record<Exclude<Kind, 'any' | 'bool'>, readonly string[]>> = {
	int: ['n', 'm', 'stale_days', 'keep_num'],
	str: ['w', 'v', 'h'],
	list: ['a', 'b', 'builds', 'log'],
	tuple: ['t', 'u', 'arches', 'subarches'],
	dict: ['d', 'e'],
	set: ['s', 'r'],
};

/** One program at a time. */
export class ProgramMaker {
	readonly #random: Random;
	#functions: string[] = [];
	#depth = 0;
	#inFunction = 0;
	#inLoop = 0;
	#locals: string[] = [];

	constructor(random: Random) {
		this.#random = random;
	}

	/** A whole file, with settings and now and then a `map_build`. */
	program(): string {
		const { below, chance } = this.#random;
		this.#functions = [];
		const lines = [
			"a = ['x', 'y']",
			chance(0.3) ? 'b = a' : "b = ['q']",
			"builds = ['b']",
			'log = []',
			"d = {'k': 'v', 'x': 'y'}",
			chance(0.3) ? 'e = d' : "e = {'a': a}",
			"s = {'a', 'b'}",
			"r = {'b'}",
			"t = ('a', 'b', 'c')",
			chance(0.3) ? 'u = (a, b)' : 'u = ()',
			"n, m, w, v, h = 3, 0, 'core2_64', 'x', ''",
		];
		for (let i = 2 + below(5); i > 0; i--) lines.push(...this.statement());
		if (chance(0.4)) lines.push(...this.#mapBuild());
		return `${lines.join('\n')}\n`;
	}

	statement(): string[] {
		const { below, pick, chance } = this.#random;
		if (this.#depth > 2) return [this.#simple()];
		const roll = below(100);
		if (roll < 55) return [this.#simple()];
		if (roll < 62) return this.#if();
		if (roll < 70) return this.#for();
		if (roll < 73) return this.#while();
		if (roll < 82) return this.#try();
		if (roll < 92) return this.#function();
		if (roll < 94) {
			const name = pick(['A', 'B']);
			return [`class ${name}:`, ...this.#block(() => [this.#simple()])];
		}
		if (roll < 95 && chance(0.2)) return [pick(['exec("n = 5")', 'globals()["n"] = 5', 'vars()["w"] = "q"'])];
		if (roll < 97)
			return [pick(['import socket', 'import no_such_thing', 'from math import pi', 'import random'])];
		return [this.#leaving()];
	}

	/** A template with its holes filled: `<kind>` an expression, `<:kind>` a name, `<?>` a condition, `<!>` a doubtful one. */
	#fill(template: string): string {
		return template.replace(/<([:?!]?)([a-z|]*)>/g, (_, mark: string, kinds: string) => {
			if (mark === '?') return this.#condition();
			if (mark === '!') return this.#dynamic();
			const kind = this.#random.pick(kinds.split('|')) as Kind;
			return mark === ':' ? this.#name(kind) : this.expression(kind);
		});
	}

	#block(make: () => string[]): string[] {
		this.#depth++;
		const lines: string[] = [];
		for (let i = this.#random.below(2 + this.#random.below(2)); i >= 0; i--) lines.push(...make());
		this.#depth--;
		return lines.map((line) => `\t${line}`);
	}

	#body(): string[] {
		return this.#block(() => this.statement());
	}

	#leaving(): string {
		const { pick, chance } = this.#random;
		const options = ['sys.exit(1)', "raise ValueError('v')", "raise KeyError('k')", 'assert n'];
		if (this.#inFunction > 0) options.push('return', `return <any>`, `return <list>`);
		if (this.#inLoop > 0) options.push('break', 'continue', 'break');
		return chance(0.5) || this.#depth > 0 ? this.#fill(pick(options)) : 'pass';
	}

	#dynamic(): string {
		const name = this.#random.pick(['P', 'Q']);
		return this.#random.pick([
			`os.path.exists('${name}')`,
			`'${name}' in os.environ`,
			`os.environ.get('${name}')`,
			`os.getenv('${name}')`,
			`not os.path.isdir('${name}')`,
		]);
	}

	#condition(): string {
		const { chance } = this.#random;
		return chance(0.4) ? this.#dynamic() : this.expression('bool');
	}

	#if(): string[] {
		const lines = [`if ${this.#condition()}:`, ...this.#body()];
		if (this.#random.chance(0.2)) lines.push(`elif ${this.#condition()}:`, ...this.#body());
		if (this.#random.chance(0.4)) lines.push('else:', ...this.#body());
		return lines;
	}

	#for(): string[] {
		const { pick, chance } = this.#random;
		const [target, source] = pick([
			[pick(['w', 'v', 'x']), '<tuple>'],
			[pick(['w', 'x']), '<list>'],
			['n', `range(${this.#random.below(4)})`],
			['w, x', 'd.items()'],
			['n, x', `enumerate(<list>)`],
			['w, v', `zip(<tuple>, <list>)`],
			['x', '<set>'],
			['x', '<dict>'],
		]);
		this.#inLoop++;
		const lines = [this.#fill(`for ${target} in ${source}:`), ...this.#body()];
		this.#inLoop--;
		if (chance(0.2)) lines.push('else:', ...this.#body());
		return lines;
	}

	#while(): string[] {
		const { chance } = this.#random;
		this.#inLoop++;
		const body = this.#body();
		this.#inLoop--;
		const test = chance(0.2) ? this.#dynamic() : `m < ${this.#random.below(4)}`;
		const lines = [`while ${test}:`, '\tm += 1', ...body];
		lines.push('\tif m > 5: break');
		if (chance(0.2)) lines.push('else:', ...this.#body());
		return lines;
	}

	#try(): string[] {
		const { pick, chance } = this.#random;
		const lines = ['try:', ...this.#body()];
		const failing = pick([
			"int('z')",
			'd["none"]',
			'os.listdir("/nope")',
			'[][1]',
			'1 // 0',
			"raise ValueError('q')",
		]);
		if (chance(0.5)) lines.push(`\t${failing}`);
		const handled = chance(0.85);
		if (handled) {
			const type = pick([
				' ValueError',
				' KeyError',
				' (KeyError, ValueError) as x',
				' Exception',
				'',
				' OSError',
			]);
			lines.push(`except${type}:`, ...this.#body());
			if (chance(0.2)) lines.push('else:', ...this.#body());
		}
		if (!handled || chance(0.25)) {
			const { saved } = { saved: this.#inLoop };
			lines.push('finally:', ...this.#block(() => [this.#simple()]));
			this.#inLoop = saved;
		}
		return lines;
	}

	#function(): string[] {
		const { pick, chance } = this.#random;
		const name = pick(['f', 'g', 'k']);
		const parameters = pick(['', 'p', 'p, q=1', 'p=None', '*p', 'p, *q', 'p, **q', 'p=a', 'p, q=[]']);
		const outer = { loop: this.#inLoop, locals: this.#locals };
		this.#inLoop = 0;
		this.#inFunction++;
		this.#locals = [...parameters.matchAll(/[pq]/g)].map(([local]) => local);
		const head: string[] = [];
		const globals = ['builds', 'n', 'w', 'a', 't', 'm'].filter(() => chance(0.35));
		if (globals.length > 0) head.push(`\tglobal ${globals.join(', ')}`);
		else head.push('\tm = 0');
		const body = this.#body();
		if (chance(0.6)) body.push(this.#fill(`\treturn <any|list|str|bool>`));
		else if (chance(0.1)) body.push('\tyield n');
		this.#inFunction--;
		this.#inLoop = outer.loop;
		this.#locals = outer.locals;
		this.#functions.push(name);
		const lines = [`def ${name}(${parameters}):`, ...head, ...body];
		return chance(0.6) ? [...lines, this.#calling(name)] : lines;
	}

	#calling(name: string): string {
		const { pick, chance } = this.#random;
		const call = `${name}(${pick(['', '<any>', '<list>', 'a', 'a, b', '*t', 'p=a', '**e', 'builds'])})`;
		return this.#fill(chance(0.5) ? call : `${pick(['x', 'b', 'w', 't'])} = ${call}`);
	}

	#mapBuild(): string[] {
		this.#inFunction++;
		this.#locals = ['build', 'subarch', 'full', 'date'];
		const body = this.#block(() => this.statement());
		this.#locals = [];
		this.#inFunction--;
		const { pick } = this.#random;
		const answer = pick([
			"'freshen' if full else 'full'",
			"('full', subarch)",
			"'full' + ('+lxd' if subarch in builds else '')",
			"date[5:7] if date else 'full'",
			"'%s-%d' % (build, len(log))",
			"['full'] + sorted(builds)",
		]);
		return ['def map_build(build, subarch, full, date):', '\tm = 0', ...body, `\treturn ${answer}`];
	}

	#name(kind: Kind): string {
		const { pick, chance } = this.#random;
		if (this.#locals.length > 0 && chance(0.25)) return pick(this.#locals);
		if (kind === 'any' || kind === 'bool' || chance(0.03)) {
			return pick([...Object.values(pools).flat(), 'x', 'y']);
		}
		return pick(pools[kind]);
	}

	#simple(): string {
		return this.#fill(this.#simpleTemplate());
	}

	#simpleTemplate(): string {
		const { pick, below } = this.#random;
		const kind = pick(['int', 'str', 'list', 'tuple', 'dict', 'set', 'any'] as const);
		switch (below(24)) {
			case 22:
				return pick([
					'<:list>[log.append(0) or 0] += <list|int>',
					'<:dict>[<str>] += <int|str>',
					'<:list>[(m := 0):] += <list>',
					'<:dict> |= <dict>',
					'<:dict> |= zip(<:list>, t)',
				]);
			case 23:
				return pick([
					'<:list>.extend(len(<:list>) for q in t)',
					'<:list> += (q for q in <:list>[:2])',
					'<:dict>.update((q, len(<:dict>)) for q in t)',
					'<:set>.update(len(<:set>) for q in t)',
					'<:list>.sort(key=lambda q: log.append(0) or str(q))',
				]);
			case 0:
			case 1:
			case 2:
			case 3:
				return `<:${kind}> = <${kind}>`;
			case 4:
				return `<:list> = <:list>`;
			case 5:
				return `<:list>.append(<str|any|list>)`;
			case 6:
				return `<:list>.${pick(['extend(t)', 'pop()', "remove('x')", 'reverse()', 'sort()', 'clear()', "insert(0, 'i')", 'sort(key=str)', 'extend(a)'])}`;
			case 7:
				return `<:${kind}> += <${kind}>`;
			case 8:
				return `<:dict>[<str>] = <any|list>`;
			case 9:
				return `<:dict>.${pick(["update(k='z')", "pop('k', None)", "setdefault('l', []).append('m')", "setdefault('k', a)", 'clear()'])}`;
			case 10:
				return `<:set>.${pick(["add('z')", "discard('a')", 'update(t)', "remove('b')", 'clear()'])}`;
			case 11:
				return `<:list>[${below(3)}] = <any>`;
			case 12:
				return `<:list>[${pick(['1:', ':1', '::2', ':'])}] = <list>`;
			case 13:
				return `del ${pick([`<:list>[0]`, `<:dict>['k']`, 'x', `<:list>[1:]`, this.#name('str')])}`;
			case 14:
				return pick([
					'x, y = t[:2]',
					'x, *y = a',
					'n, w = 1, "z"',
					'x = y = []',
					'(x, y), h = (a, b), "h"',
					'x, y = y, x',
					'a, b = b, a',
				]);
			case 15:
				return this.#functions.length > 0 ? this.#calling(pick(this.#functions)) : `x = <any>`;
			case 16:
				return `x = <:list> if <?> else ${pick(['<:list>', '[]', 'b'])}`;
			case 17:
				return `${pick(['f', 'g'])} = lambda *p, q=<any>: <any|str|list>`;
			case 18:
				return `x = <?> ${pick(['and', 'or'])} <any>`;
			case 19:
				return this.#inFunction > 0 && this.#random.chance(0.5) ? this.#leaving() : `x = <any>`;
			case 20:
				return `y = ${pick([`map(str, <:list>)`, `(q for q in <:list>)`, `iter(<:list>)`, `zip(<:list>, t)`, 'next(y)', 'list(y)', 'tuple(y)', 'next(y, None)'])}`;
			default:
				return `<:any> = <any>`;
		}
	}

	/** An expression that is mostly of a kind. */
	expression(kind: Kind): string {
		const { chance, pick } = this.#random;
		if (this.#depth > 5 || chance(0.5)) return chance(0.6) ? this.#name(kind) : literal(this.#random, kind);
		this.#depth++;
		const text = this.#fill(
			this.#compound(chance(0.03) ? pick(['int', 'str', 'list', 'tuple', 'dict', 'set']) : kind),
		);
		this.#depth--;
		return /^[\w.]*[([{][^()[\]{}]*[)\]}]$/.test(text) ? text : `(${text})`;
	}

	#compound(kind: Kind): string {
		const { pick } = this.#random;
		if (kind !== 'any') return pick(compounds[kind]);
		return this.#functions.length > 0 && this.#random.chance(0.25)
			? `${pick(this.#functions)}(${pick(['', 'a', 'b', '<any>'])})`
			: this.#compound(pick(['int', 'str', 'bool', 'list', 'tuple', 'dict', 'set']));
	}
}

/** The abstract syntax tree that the evaluator and the lints use. */
import type { Span } from '../../base/span.ts';

export type BinaryOperator = '+' | '-' | '*' | '/' | '//' | '%' | '**' | '<<' | '>>' | '&' | '|' | '^' | '@';
export type CompareOperator = '<' | '<=' | '>' | '>=' | '==' | '!=' | 'in' | 'not in' | 'is' | 'is not';
export type UnaryOperator = '-' | '+' | '~' | 'not';

export interface Comparison {
	readonly operator: CompareOperator;
	readonly right: Expression;
}

/** One `for target in iterable if …` of a comprehension. */
export interface Clause {
	readonly target: Expression;
	readonly iterable: Expression;
	readonly conditions: readonly Expression[];
}

export interface Argument {
	readonly kind: 'plain' | 'star' | 'doublestar' | 'keyword';
	readonly name?: string;
	readonly value: Expression;
}

export interface Parameter {
	readonly kind: 'positional-only' | 'ordinary' | 'star' | 'keyword-only' | 'doublestar';
	readonly name: string;
	readonly span: Span;
	readonly default?: Expression;
	readonly annotation?: Expression;
}

/** A part of an f-string: text, or an expression with its conversion and format. */
export type FormatPart =
	| { readonly kind: 'text'; readonly value: string }
	| {
			readonly kind: 'replacement';
			readonly value: Expression;
			/** The text of `{name=}`, including the equals sign. */
			readonly selfText?: string;
			readonly conversion?: string;
			readonly spec?: readonly FormatPart[];
	  };

export type Expression = { readonly span: Span } & (
	| { readonly kind: 'name'; readonly name: string }
	| { readonly kind: 'none' | 'true' | 'false' | 'ellipsis' }
	| { readonly kind: 'int'; readonly value: bigint }
	| { readonly kind: 'float'; readonly value: number }
	| {
			readonly kind: 'string';
			readonly value: string;
			/** The place of exactly these characters in the source: a single literal without escapes. */
			readonly exact?: Span;
			/** The adjacent literals, if there are several. */
			readonly pieces?: readonly Span[];
	  }
	| { readonly kind: 'fstring'; readonly parts: readonly FormatPart[]; readonly pieces?: readonly Span[] }
	| { readonly kind: 'tuple'; readonly items: readonly Expression[]; readonly parenthesised: boolean }
	| { readonly kind: 'list' | 'set'; readonly items: readonly Expression[] }
	| {
			readonly kind: 'dict';
			/** An entry without key is `**value`. */
			readonly entries: readonly { readonly key?: Expression; readonly value: Expression }[];
	  }
	| {
			readonly kind: 'comprehension';
			readonly makes: 'list' | 'set' | 'dict' | 'generator';
			readonly element: Expression;
			/** A dict comprehension's value; `element` is its key. */
			readonly value?: Expression;
			readonly clauses: readonly Clause[];
	  }
	| { readonly kind: 'parenthesised'; readonly inner: Expression }
	| {
			readonly kind: 'binary';
			readonly operator: BinaryOperator;
			readonly left: Expression;
			readonly right: Expression;
	  }
	| { readonly kind: 'and' | 'or'; readonly left: Expression; readonly right: Expression }
	| { readonly kind: 'compare'; readonly left: Expression; readonly comparisons: readonly Comparison[] }
	| { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expression }
	| {
			readonly kind: 'conditional';
			readonly test: Expression;
			readonly whenTrue: Expression;
			readonly whenFalse: Expression;
	  }
	| { readonly kind: 'call'; readonly callee: Expression; readonly args: readonly Argument[] }
	| {
			readonly kind: 'attribute';
			readonly object: Expression;
			readonly name: string;
			readonly nameSpan: Span;
	  }
	| { readonly kind: 'subscript'; readonly object: Expression; readonly index: Expression }
	| {
			readonly kind: 'slice';
			readonly from?: Expression;
			readonly to?: Expression;
			readonly step?: Expression;
	  }
	| { readonly kind: 'starred'; readonly value: Expression }
	| { readonly kind: 'lambda'; readonly parameters: readonly Parameter[]; readonly body: Expression }
	| { readonly kind: 'walrus'; readonly name: string; readonly nameSpan: Span; readonly value: Expression }
	| { readonly kind: 'yield'; readonly value?: Expression; readonly from: boolean }
	/** Valid Python that this evaluator does not run; `what` names it. */
	| { readonly kind: 'unsupported'; readonly what: string; readonly parts: readonly Expression[] }
	/** Text that is not valid Python. */
	| { readonly kind: 'invalid' }
);

export interface FunctionNode {
	readonly name: string;
	readonly nameSpan: Span;
	readonly parameters: readonly Parameter[];
	readonly body: readonly Statement[];
	readonly decorators: readonly Expression[];
	readonly returns?: Expression;
}

export interface Handler {
	readonly type?: Expression;
	readonly name?: string;
	readonly nameSpan?: Span;
	readonly body: readonly Statement[];
	readonly span: Span;
}

export interface ImportedName {
	/** Dotted for `import a.b`. */
	readonly name: string;
	readonly as?: string;
	readonly span: Span;
}

export type Statement = { readonly span: Span } & (
	| { readonly kind: 'expression'; readonly value: Expression }
	| { readonly kind: 'assign'; readonly targets: readonly Expression[]; readonly value: Expression }
	| {
			readonly kind: 'augmented';
			readonly target: Expression;
			readonly operator: BinaryOperator;
			readonly value: Expression;
	  }
	| {
			readonly kind: 'annotated';
			readonly target: Expression;
			readonly annotation: Expression;
			readonly value?: Expression;
	  }
	| { readonly kind: 'function'; readonly function: FunctionNode }
	| { readonly kind: 'return'; readonly value?: Expression }
	| {
			readonly kind: 'if';
			readonly test: Expression;
			readonly body: readonly Statement[];
			readonly orelse: readonly Statement[];
	  }
	| {
			readonly kind: 'for';
			readonly target: Expression;
			readonly iterable: Expression;
			readonly body: readonly Statement[];
			readonly orelse: readonly Statement[];
	  }
	| {
			readonly kind: 'while';
			readonly test: Expression;
			readonly body: readonly Statement[];
			readonly orelse: readonly Statement[];
	  }
	| {
			readonly kind: 'try';
			readonly body: readonly Statement[];
			readonly handlers: readonly Handler[];
			readonly orelse: readonly Statement[];
			readonly finally: readonly Statement[];
	  }
	| { readonly kind: 'raise'; readonly value?: Expression; readonly cause?: Expression }
	| { readonly kind: 'assert'; readonly test: Expression; readonly message?: Expression }
	| { readonly kind: 'delete'; readonly targets: readonly Expression[] }
	| { readonly kind: 'pass' | 'break' | 'continue' }
	| { readonly kind: 'global' | 'nonlocal'; readonly names: readonly string[] }
	| { readonly kind: 'import'; readonly names: readonly ImportedName[] }
	| {
			readonly kind: 'import-from';
			readonly module: string;
			/** Empty with `star`. */
			readonly names: readonly ImportedName[];
			readonly star: boolean;
	  }
	/**
	 * Valid Python that is not run: `class`, `with`, `match`, `except*`, `async`. Its parts show what it could change. The body
	 * of a `class` has its own scope; all other bodies have none.
	 */
	| {
			readonly kind: 'unsupported';
			readonly what: string;
			readonly targets: readonly Expression[];
			readonly parts: readonly Expression[];
			readonly body: readonly Statement[];
			/** The function of an `async def`; its body is not run here. */
			readonly definition?: FunctionNode;
			/** The loop of an `async for`; `targets`, `parts` and `body` contain its parts as well. */
			readonly loop?: Statement;
	  }
);

export interface Program {
	readonly body: readonly Statement[];
}

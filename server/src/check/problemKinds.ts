/** Every kind of problem that the linter finds in Metro's configuration, with its code, severity and explanation. */
import { blockProblemKinds } from './blockProblemKinds.ts';
import { collectionProblemKinds } from './collectionProblemKinds.ts';
import type { ProblemKind } from './problemKind.ts';
import { referenceProblemKinds } from './referenceProblemKinds.ts';
import { syntaxProblemKinds } from './syntaxProblemKinds.ts';
import { valueProblemKinds } from './valueProblemKinds.ts';

/** By code. Codes are stable: settings, tests and links use them. `docs/diagnostics.md` is generated from this table. */
export const problemKinds = {
	...syntaxProblemKinds,
	...collectionProblemKinds,
	...referenceProblemKinds,
	...blockProblemKinds,
	...valueProblemKinds,
} as const satisfies Readonly<Record<string, ProblemKind>>;

export type ProblemCode = keyof typeof problemKinds;

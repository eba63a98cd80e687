/**
 * Imports: the known modules, and dynamic values for all others.
 * Python 3.11 Language Reference, 7.11, The import statement.
 */
import { worldModules } from '../library/moduleNames.ts';
import { findModule } from '../library/modules.ts';
import type { DynamicValue, Machine, Scope } from '../runtime/value.ts';
import type { Statement } from '../syntax/ast.ts';
import { assignName } from './scopes.ts';

/** `import name as as`. */
export function importModule(machine: Machine, scope: Scope, name: string, as: string | undefined): void {
	const found = findModule(name);
	if (!found.certain) mayFail(machine, `import ${name}`);
	if (as !== undefined) assignName(machine, scope, as, found.module);
	else {
		const top = name.split('.')[0] ?? name;
		assignName(machine, scope, top, findModule(top).module);
	}
}

/** Records that something assumed to succeed may fail. */
function mayFail(machine: Machine, what: string): void {
	machine.doubts++;
	machine.doubtful ??= { kind: 'dynamic', what, span: machine.at };
}

/** `from module import …`. */
export function runImportFrom(
	machine: Machine,
	scope: Scope,
	statement: Statement & { readonly kind: 'import-from' },
): void {
	const { module, certain } = findModule(statement.module);
	if (statement.star) {
		const dynamic: DynamicValue = {
			kind: 'dynamic',
			what: `from ${statement.module} import *`,
			span: statement.span,
		};
		if (!certain) mayFail(machine, dynamic.what);
		for (const name of scope.values.keys()) assignName(machine, scope, name, dynamic);
		for (const [name, value] of module.members) assignName(machine, scope, name, value);
		machine.wildcard = dynamic;
		return;
	}
	if (!certain) mayFail(machine, `from ${statement.module} import …`);
	for (const { name, as, span } of statement.names) {
		const own = module.members.get(name);
		if (own === undefined) mayFail(machine, `from ${statement.module} import ${name}`);
		const reachesAll = worldModules.test(module.name);
		const dynamic: DynamicValue = {
			kind: 'dynamic',
			what: `${statement.module}.${name}`,
			span,
			reachesAll: reachesAll,
		};
		assignName(machine, scope, as ?? name, own ?? dynamic);
	}
}

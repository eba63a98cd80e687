/** Values from a real Python as plain data, and their use in an evaluation. */

import type { Span } from '../base/span.ts';
import type { Run } from '../python/evaluation/run.ts';
import { bool, float, int, iterator, list, none, str, tuple, type Value } from '../python/runtime/value.ts';
import type { SettingName } from './settingNames.ts';
import { dynamicIn } from './settings.ts';

export type PlainValue =
	| { readonly kind: 'none' }
	| { readonly kind: 'bool'; readonly value: boolean }
	/** In decimal digits, since Python's integers have no limit. */
	| { readonly kind: 'int'; readonly digits: string }
	| { readonly kind: 'float'; readonly value: number }
	| { readonly kind: 'str'; readonly value: string }
	| { readonly kind: 'list' | 'tuple'; readonly items: readonly PlainValue[] }
	/** Any other value, by the name of its type; unusable as a setting. */
	| { readonly kind: 'other'; readonly type: string };

/** The known values of settings; `undefined`: the file did not change the setting. */
export type KnownValues = ReadonlyMap<SettingName, PlainValue | undefined>;

/** Replaces values that a run could not know with known ones. Their strings have the span of the unknown value. */
export function takeOver(run: Run, presets: ReadonlyMap<string, Value>, known: KnownValues): Run {
	for (const [name, plain] of known) {
		const before = run.module.values.get(name);
		const doubt = before === undefined ? undefined : dynamicIn(before);
		const value = plain === undefined ? presets.get(name) : fromPlain(plain, doubt?.span);
		if (value !== undefined) run.module.values.set(name, value);
		if (plain === undefined) run.module.touched?.delete(name);
		else run.module.touched?.add(name);
	}
	return run;
}

/** The value itself. An `other` becomes an empty value of that type. */
export function fromPlain(plain: PlainValue, place?: Span): Value {
	switch (plain.kind) {
		case 'none':
			return none;
		case 'bool':
			return bool(plain.value);
		case 'int':
			return int(BigInt(plain.digits));
		case 'float':
			return float(plain.value);
		case 'str':
			return place === undefined
				? str(plain.value)
				: { ...str(plain.value), origin: { span: place, exact: false } };
		case 'list':
			return list(plain.items.map((item) => fromPlain(item, place)));
		case 'tuple':
			return tuple(plain.items.map((item) => fromPlain(item, place)));
		case 'other':
			return iterator(plain.type, [].values(), []);
	}
}

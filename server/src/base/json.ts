/** Values from JSON. */

/** Any JSON value. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/**
 * What Python's json.loads reads: JSON, in which numbers may also be NaN or infinite; these become null. `undefined`: it is none.
 */
export function parsePythonJson(text: string): unknown {
	for (const source of [
		text,
		text.replace(stringOrNumber, (found) => (found.startsWith('"') ? found : 'null')),
	])
		try {
			return JSON.parse(source);
		} catch {
			// Perhaps without these numbers.
		}
	return undefined;
}

const stringOrNumber = /"(?:[^"\\]|\\.)*"|\bNaN\b|-?\bInfinity\b/gs;

/** True for objects, including lists: properties can be read from them. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null;
}

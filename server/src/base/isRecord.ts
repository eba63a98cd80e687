/** Values from outside, as JSON brings them: nothing is known of their shape. */

/** True for objects, lists among them: something may be asked for by name. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null;
}

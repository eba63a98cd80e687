/** Fails with a remedy rather than with a comparison of lists. */
import assert from 'node:assert/strict';

/**
 * Fails if anything was found, naming it.
 * @param remedy what to do about it
 */
export function assertNone(found: readonly string[], remedy: string): void {
	if (found.length > 0) assert.fail(`${remedy}\n${found.map((one) => `- ${one}`).join('\n')}`);
}

/** Applies what the server tells of a change. Pure. */
import type { Health, HealthChanged, SubarchHealth } from '../../server/src/protocol/health.ts';

export function withChange(health: Health, { parts, absent = [], subarches }: HealthChanged): Health {
	const next: { -readonly [Part in keyof Health]?: Health[Part] } = { ...health, ...parts };
	for (const part of absent) delete next[part];
	// Each part that a health must have is never among those that are absent.
	return { ...(next as Health), subarches: changedSubarches(health.subarches, subarches) };
}

function changedSubarches(
	before: readonly SubarchHealth[],
	change: HealthChanged['subarches'],
): readonly SubarchHealth[] {
	if (change === undefined) return before;
	const byRow = new Map([...before, ...change.changed].map((one) => [one.row, one]));
	const order = change.order ?? before.map(({ row }) => row);
	return order.flatMap((row) => byRow.get(row) ?? []);
}

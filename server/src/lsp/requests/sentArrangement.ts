/** The arrangement of rows that a client sends: whatever is of another type or unknown is ignored. */
import { isRecord } from '../../base/json.ts';
import { type Arrangement, rowGroups, rowOrders, shownStates } from '../../protocol/index.ts';

/** `undefined` if it has none. */
export function sentArrangement(sent: unknown): Arrangement | undefined {
	if (!isRecord(sent)) return undefined;
	const { states, where, text, groups, order } = sent;
	const known = Array.isArray(states) ? shownStates.filter((state) => states.includes(state)) : [];
	const group = rowGroups.find((name) => name === groups);
	const sorted = rowOrders.find((name) => name === order);
	return {
		...(known.length > 0 && { states: known }),
		...((where === 'local' || where === 'remote') && { where }),
		...(typeof text === 'string' && text.trim() !== '' && { text }),
		...(group !== undefined && { groups: group }),
		...(sorted !== undefined && { order: sorted }),
	};
}

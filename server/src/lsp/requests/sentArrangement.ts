/** The arrangement of rows that a client sends: whatever is of another type or unknown is ignored. */
import { isRecord } from '../../base/json.ts';
import { type Arrangement, rowGroups, rowOrders, shownStates } from '../../protocol/index.ts';

/** `undefined` if it has none. */
export function sentArrangement(sent: unknown): Arrangement | undefined {
	if (!isRecord(sent)) return undefined;
	const { states, where, hosts, text, groups, order } = sent;
	const known = Array.isArray(states) ? shownStates.filter((state) => states.includes(state)) : [];
	const named = Array.isArray(hosts) ? hosts.filter((name) => typeof name === 'string' && name !== '') : [];
	const group = rowGroups.find((name) => name === groups);
	const sorted = rowOrders.find((name) => name === order);
	return {
		...(known.length > 0 && { states: known }),
		...((where === 'local' || where === 'remote') && { where }),
		...(named.length > 0 && { hosts: named }),
		...(typeof text === 'string' && text.trim() !== '' && { text }),
		...(group !== undefined && { groups: group }),
		...(sorted !== undefined && { order: sorted }),
	};
}

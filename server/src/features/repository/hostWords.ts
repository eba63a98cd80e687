/** Who builds a subarch, for rows, their groups and their filter. */
import { withCount } from '../../base/phrases.ts';
import { oneLine } from '../../base/visible.ts';
import {
	type Builders,
	type FarmHost,
	hostBuilding,
	isUnknownWhetherHere,
	type RepositoryPolicy,
	type Subarch,
	type SubarchPlace,
} from '../../repository/index.ts';

export interface HostView {
	readonly policy: RepositoryPolicy;
	/** The known hosts, this one first; none: unknown. */
	readonly farm: readonly FarmHost[];
	/** Who builds each subarch; empty where that is known of this host only. */
	readonly builders: ReadonlyMap<SubarchPlace, Builders>;
}

/** What the groups of these names are called. */
const noHost = 'no host';
const unknownHost = 'unknown host';
const anotherHost = 'another host';

/** Names come from files, and may be of any length. */
const longestName = 80;

/** So many reasons are named. */
const mostReasons = 3;

/** The name of this host; empty if it is unknown. */
export function hereOf({ farm }: Pick<HostView, 'farm'>): string {
	return farm[0]?.name ?? '';
}

/** Whether one `.buildbot` says what all hosts build. */
function isShared({ policy }: Pick<HostView, 'policy'>): boolean {
	return policy.share !== undefined;
}

/** The hosts that build a subarch, in words that name a group: `alpha + beta`. */
export function hostGroupOf(view: HostView, subarch: Subarch): string {
	if (!isShared(view)) return subarch.local ? hereOf(view) : anotherHost;
	const { hosts, unsure } = view.builders.get(subarch) ?? { hosts: [], unsure: [] };
	if (hosts.length > 0) return hosts.join(' + ');
	return unsure.length > 0 ? unknownHost : noHost;
}

/** Groups of hosts in the order in which they are shown: this host, others by name, several together, and what has none at the end. */
export function inHostOrder(view: HostView, names: readonly string[]): readonly string[] {
	const here = hereOf(view);
	const rankOf = (name: string): number => {
		if (name === unknownHost) return 4;
		if (name === noHost || name === anotherHost) return 3;
		return name === here ? 0 : name.includes(' + ') ? 2 : 1;
	};
	return names.toSorted((a, b) => rankOf(a) - rankOf(b) || (a < b ? -1 : 1));
}

/** What a group is about whose name does not say it; `undefined` for that of a host. */
export function hostGroupPhrase({ farm }: HostView, name: string): string | undefined {
	if (name === noHost) return 'No known host builds these: get_subarches names them for none.';
	if (name === anotherHost) return 'Other servers build these; .buildbot here does not say which.';
	if (name !== unknownHost) return undefined;
	const reasons = farm.flatMap(({ name: host, work }) => {
		const why = work.kind === 'unknown' ? work.reason : work.policy.share?.unknown;
		return why === undefined ? [] : [`${hostLabel(host)}: ${why}`];
	});
	const shown = reasons.slice(0, mostReasons);
	const more = reasons.length - shown.length;
	return [
		'Who builds these is not known.',
		...shown,
		...(more > 0 ? [`and ${withCount(more, 'more host')}`] : []),
	].join(' ');
}

/** The group of what this host would build if it had a directory. */
export function hostGroupOfAbsent(view: HostView): string {
	return hereOf(view);
}

/** True if one of these hosts builds the subarch, or is building it now. */
export function isOfHosts(view: HostView, subarch: Subarch, names: ReadonlySet<string>): boolean {
	const building = hostBuilding(subarch, hereOf(view));
	if (building !== undefined && names.has(building)) return true;
	if (!isShared(view)) return subarch.local && names.has(hereOf(view));
	return view.builders.get(subarch)?.hosts.some((name) => names.has(name)) === true;
}

/** Who builds the subarch, as a sentence of its tooltip; `undefined` if this host alone does, or that is not known at all. */
export function buildersPhrase(view: HostView, subarch: Subarch): string | undefined {
	if (!isShared(view) || view.farm.length < 2) return undefined;
	const { hosts, unsure } = view.builders.get(subarch) ?? { hosts: [], unsure: [] };
	const [only, ...others] = hosts;
	const doubt = unsure.length === 0 ? '' : `; unknown of ${names(unsure)}`;
	if (only === undefined) return unsure.length === 0 ? 'No host builds it' : `Built by no known host${doubt}`;
	if (others.length > 0) return `Several hosts build it: ${names(hosts)}`;
	return `Built by ${names(hosts)}${doubt}`;
}

/** The same for the row itself, of a subarch that this host does not build. */
export function remoteWord(view: HostView, subarch: Subarch): string {
	const { hosts } = view.builders.get(subarch) ?? { hosts: [] };
	if (hosts.length > 0) return `remote (${names(hosts)})`;
	return isUnknownWhetherHere(subarch, view.policy) ? 'builder unknown' : 'remote';
}

function names(hosts: readonly string[]): string {
	return hosts.map(hostLabel).join(', ');
}

/** The name of a host for people. */
export function hostLabel(name: string): string {
	const shown = oneLine(name);
	return shown.length > longestName ? `${shown.slice(0, longestName)}…` : shown;
}

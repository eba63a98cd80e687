/** JSON answers: one value, indented, and the shapes that several commands share. docs/buildrepo.md describes them. */
import { formatCivil, formatDay } from '../../base/civilTime.ts';
import { isUsableTime } from '../../base/usableTime.ts';
import {
	countOf,
	type DatedBuild,
	holderPhrase,
	type LockSigns,
	type MapBuildAnswer,
	type RetentionItem,
	type RotationStatus,
	type Subarch,
	whyUnknown,
} from '../../repository/index.ts';
import type { Host } from '../host.ts';

/** Characters that JSON leaves unescaped and that act on a terminal. */
const hidden = /[\u007f-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

function escaped(character: string): string {
	return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Writes one value as the whole answer. Bytes that are not UTF-8 stay escaped as lone surrogates, as JSON can. */
export function writeJson(host: Host, value: unknown): void {
	host.out.write(`${visibleJson(value, 2)}\n`);
}

/** JSON without control characters and lone surrogates; on one line unless `indent` is given. */
export function visibleJson(value: unknown, indent?: number): string {
	return JSON.stringify(value, undefined, indent).replace(hidden, escaped);
}

/** A moment (milliseconds since the epoch) in UTC, as machines may be in different zones; null: unknown or impossible. */
export function instantJson(moment: number | undefined): string | null {
	if (moment === undefined || !isUsableTime(moment)) return null;
	return `${new Date(moment).toISOString().slice(0, 19)}Z`;
}

export interface SubarchJson {
	readonly build: string;
	readonly arch: string;
	readonly subarch: string;
	readonly path: string;
	/** Built here. */
	readonly local: boolean;
	/** null: it cannot be read. */
	readonly failcount: number | null;
	/** Day of the latest complete build; null: there is none. */
	readonly latest: string | null;
	/** Day of the last full build as `map_build` gets it; null: None. */
	readonly full_date: string | null;
	/** A build is in progress, according to its lock. */
	readonly running: boolean;
	/** Why its state is unknown, so that it is neither built nor cleaned; null: it is known. */
	readonly unknown: string | null;
}

export function subarchJson(subarch: Subarch): SubarchJson {
	return {
		build: subarch.build,
		arch: subarch.arch,
		subarch: subarch.subarch,
		path: subarch.path,
		local: subarch.local,
		failcount: countOf(subarch) ?? null,
		latest: subarch.latest === undefined ? null : formatDay(subarch.latest.date),
		full_date: subarch.latestFull?.day ?? null,
		running: subarch.lock.kind === 'live',
		unknown: whyUnknown(subarch) ?? null,
	};
}

/** A lock that another host holds, and what shows whether its build goes on. */
export interface ForeignLockJson {
	readonly host: string;
	readonly holder: string;
	readonly since: string | null;
	readonly last_change: string | null;
}

/** The lock of another host in JSON; nothing for any other. */
export function foreignLockJson({ lock }: Subarch, signs: LockSigns | undefined): { lock?: ForeignLockJson } {
	if (lock.kind !== 'live' || lock.holder.kind !== 'foreign') return {};
	const { holder } = lock;
	const since = instantJson(signs?.since);
	const last_change = instantJson(signs?.changed);
	return { lock: { host: holder.host, holder: holderPhrase(holder), since, last_change } };
}

/** A status as JSON has it: `kind`, and with it `place` and `reason`, or `from`. */
export function rotationStatusJson(status: RotationStatus): object {
	switch (status.kind) {
		case 'due':
			return { kind: 'due', place: status.place, reason: status.turn.reason };
		case 'waiting':
			return { kind: 'waiting', from: formatCivil(status.from) };
		default:
			return { kind: status.kind };
	}
}

/** The answer of `map_build`, or why it is unusable. */
export function mapBuildJson(said: MapBuildAnswer): object {
	return said.kind === 'target' ? { target: said.target, extras: said.extras } : { error: said.reason };
}

/** A build with what `clean` does with it; `item` is `undefined` if `clean` leaves it alone. */
export function buildJson(build: DatedBuild, item: RetentionItem | undefined): object {
	return {
		name: build.name,
		path: build.path,
		kind: build.kind,
		date: formatCivil(build.date),
		state: build.state,
		full: build.full,
		artifacts: build.artifacts,
		clean: item === undefined ? null : { action: item.action, reason: item.reason },
	};
}

/** JSON answers: one value, indented, and the shapes that several commands share. docs/buildrepo.md describes them. */
import { formatDay } from '../base/civilTime.ts';
import { countOf, type Subarch } from '../repository/index.ts';
import type { Host } from './host.ts';

/** Writes one value as the whole answer. Bytes that are not UTF-8 stay escaped as lone surrogates, as JSON can. */
export function writeJson(host: Host, value: unknown): void {
	host.out.write(`${JSON.stringify(value, undefined, 2)}\n`);
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
	/** A build is in progress. */
	readonly running: boolean;
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
		running: subarch.lock.kind === 'live',
	};
}

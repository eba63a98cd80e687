/** Hash files: their contents, and leftover ones. */

import type { Dialect } from '../dialects/dialect.ts';
import type { ScanPorts } from '../listDirectory.ts';
import { isRemains, removalOf } from '../locks/remains.ts';
import type { Trouble } from '../model.ts';
import type { Change, Owner } from '../plan.ts';
import { existsOrUnknown, walk } from '../walk.ts';
import { hashEnding } from './digestRules.ts';

/** The file that holds the digest of an archive, as sha256sum's digits. `reason` says why it is written. */
export function hashFile(archive: string, digest: string, owner: Owner | undefined, reason: string): Change {
	return {
		kind: 'write-file',
		path: archive + hashEnding,
		content: new TextEncoder().encode(`sha256 ${digest}\n`),
		reason,
		...(owner === undefined ? {} : { owner }),
	};
}

/** The digest in the content of a hash file; `undefined` if it has none in the form that Metro writes. */
export function digestIn(content: Uint8Array): string | undefined {
	return /^sha256 ([0-9a-f]{64})\s*$/.exec(new TextDecoder().decode(content))?.[1];
}

/** Something in the mirror that nothing needs any more. */
export interface Leftover {
	/** A companion of an archive that is gone, or remains of a killed run of this program. */
	readonly what: 'companion' | 'remains';
	readonly change: Change;
}

/** Finds what is left over anywhere in the mirror. Rejects with `AbortError` only. */
export async function* findLeftovers(
	mirror: string,
	dialect: Dialect,
	ports: ScanPorts,
	troubles: Trouble[],
): AsyncGenerator<Leftover, void, undefined> {
	const { companions } = dialect.digests;
	for await (const walked of walk(mirror, { filesFirst: true }, ports, troubles)) {
		const { entry, path, toDirectory } = walked;
		if (await isRemains(walked, ports)) yield { what: 'remains', change: removalOf(path) };
		const ending = companions.find((one) => entry.name.endsWith(one));
		if (ending === undefined || toDirectory) continue;
		if (await existsOrUnknown(path.slice(0, -ending.length), ports)) continue;
		yield { what: 'companion', change: { kind: 'remove-file', path, reason: 'its archive is gone' } };
	}
}

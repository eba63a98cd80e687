/** The garbage of the benchmark itself: collected between measures, so that it takes no time from those under the stop-watch. */
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Collects it, and leaves the servers a moment to come to rest as well: an answer was large, or the last of many. */
export async function collectOwnGarbage(): Promise<void> {
	collect();
	await sleep(200);
}

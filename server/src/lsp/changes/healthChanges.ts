/** The health of set-ups whose page is open: computes it, and sends what differs whenever something changes. */
import { isAbortError } from '../../base/abort.ts';
import type { Clock } from '../../base/clock.ts';
import type { FileReader } from '../../base/fileSystem.ts';
import type { Log } from '../../base/log.ts';
import { healthOf } from '../../health/health.ts';
import { readHealthSources } from '../../health/readHealthSources.ts';
import type { Health, HealthChanged } from '../../protocol/index.ts';
import { hiddenIn, missingIn } from '../../setup/setupSnapshot.ts';
import { createBatcher } from '../../workspace/batcher.ts';
import type { LiveSetup } from '../../workspace/liveSetup.ts';
import { healthDiff, type SentHealth, sentHealth } from './healthDiff.ts';

export interface HealthChanges {
	/** The health of a set-up, whose changes are sent from now on; `undefined` while there is no repository. */
	open(setup: LiveSetup): Promise<Health | undefined>;
	/** Sends no more changes. */
	close(home: string): void;
	/** Something in the set-up has changed. */
	changed(setup: LiveSetup): void;
	dispose(): void;
}

/** Milliseconds for which changes are gathered. */
const gatherFor = 250;

/** Milliseconds after which the health is computed again without a change: builds get older. */
const refreshAfter = 60_000;

export function createHealthChanges(
	world: { readonly clock: Clock; readonly files: FileReader },
	log: Log,
	send: (change: HealthChanged) => void,
): HealthChanges {
	/** What was sent of each set-up that is shown; `undefined`: nothing yet, as there was no repository. */
	const shown = new Map<LiveSetup, SentHealth | undefined>();

	const batcher = createBatcher<LiveSetup>(gatherFor, async (setups) => {
		for (const setup of setups) {
			if (!shown.has(setup)) continue;
			try {
				await tell(setup);
			} catch (error) {
				if (isAbortError(error)) return;
				log.error(`telling of health: ${error instanceof Error ? error.stack : String(error)}`);
			}
		}
	});
	const timer = setInterval(() => {
		for (const setup of shown.keys()) batcher.add(setup);
	}, refreshAfter);
	timer.unref();

	const tell = async (setup: LiveSetup): Promise<void> => {
		const health = await readHealth(setup, world);
		if (health === undefined || !shown.has(setup)) return;
		const before = shown.get(setup) ?? { parts: new Map(), subarches: new Map() };
		const after = sentHealth(health);
		const change = healthDiff(before, after, health);
		if (change === undefined) return;
		shown.set(setup, after);
		send({ home: setup.files.home, ...change });
	};

	return {
		async open(setup) {
			const health = await readHealth(setup, world);
			shown.set(setup, health && sentHealth(health));
			return health;
		},
		close(home) {
			for (const setup of shown.keys()) if (setup.files.home === home) shown.delete(setup);
		},
		changed(setup) {
			if (shown.has(setup)) batcher.add(setup);
		},
		dispose() {
			clearInterval(timer);
			batcher.stop();
			shown.clear();
		},
	};
}

async function readHealth(
	setup: LiveSetup,
	{ clock, files }: { readonly clock: Clock; readonly files: FileReader },
): Promise<Health | undefined> {
	const snapshot = setup.snapshot();
	const { policy, askMapBuild, generation } = snapshot?.setup ?? {};
	const repository = snapshot?.repository;
	if (snapshot === undefined || repository === undefined || policy === undefined) return undefined;
	if (askMapBuild === undefined || generation === undefined) return undefined;
	const known = {
		repository,
		policy,
		dialect: generation.dialect,
		missing: missingIn(snapshot),
		hidden: hiddenIn(snapshot),
		askMapBuild,
	};
	return healthOf(await readHealthSources(known, clock.now(), files));
}

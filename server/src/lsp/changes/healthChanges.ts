/** The health of set-ups whose page is open: sends what differs whenever something changes. */
import { isAbortError } from '../../base/abort.ts';
import type { CivilTime } from '../../base/civilTime.ts';
import type { Log } from '../../base/log.ts';
import type { Health, HealthChanged, TimelinesAnswer } from '../../protocol/index.ts';
import { createBatcher } from '../../workspace/batcher.ts';
import { createLiveHealth, type HealthHost, type LiveHealth } from '../../workspace/liveHealth.ts';
import type { LiveSetup } from '../../workspace/liveSetup.ts';
import { healthDiff, type SentHealth, sentHealth } from './healthDiff.ts';

export interface HealthChanges {
	/** The health of a set-up, whose changes are sent from now on; `undefined` while there is no repository. */
	open(setup: LiveSetup): Promise<Health | undefined>;
	/** The builds of a set-up's subarches, see `timelinesOf`; none if its health is not open. */
	timelines(
		setup: LiveSetup,
		rows: ReadonlySet<string>,
		from: CivilTime,
		to: CivilTime,
	): Promise<TimelinesAnswer>;
	/** Sends no more changes. */
	close(home: string): void;
	/** Something in the set-up has changed. */
	changed(setup: LiveSetup): void;
	dispose(): void;
}

interface Shown {
	readonly health: LiveHealth;
	/** `undefined`: nothing yet, as there was no repository. */
	sent: SentHealth | undefined;
}

/** Milliseconds for which changes are gathered. */
const gatherFor = 250;

/** Milliseconds after which the health is computed again without a change: builds get older. */
const refreshAfter = 60_000;

export function createHealthChanges(
	host: HealthHost,
	log: Log,
	send: (change: HealthChanged) => void,
): HealthChanges {
	const shown = new Map<LiveSetup, Shown>();

	const batcher = createBatcher<LiveSetup>(gatherFor, async (setups) => {
		for (const setup of setups) {
			const page = shown.get(setup);
			if (page === undefined) continue;
			try {
				await tell(setup, page);
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

	const tell = async (setup: LiveSetup, page: Shown): Promise<void> => {
		const health = await page.health.read();
		if (health === undefined || shown.get(setup) !== page) return;
		const after = sentHealth(health);
		const change = healthDiff(page.sent ?? { parts: new Map(), subarches: new Map() }, after, health);
		if (change === undefined) return;
		page.sent = after;
		send({ home: setup.files.home, ...change });
	};

	const pageOf = (setup: LiveSetup): Shown => {
		const known = shown.get(setup);
		if (known !== undefined) return known;
		const health = createLiveHealth(setup, host, log, () => batcher.add(setup));
		const page: Shown = { health, sent: undefined };
		shown.set(setup, page);
		return page;
	};

	return {
		async open(setup) {
			const page = pageOf(setup);
			const health = await page.health.read();
			page.sent = health && sentHealth(health);
			return health;
		},
		async timelines(setup, rows, from, to) {
			return (await shown.get(setup)?.health.timelines(rows, from, to)) ?? {};
		},
		close(home) {
			for (const [setup, { health }] of shown) {
				if (setup.files.home !== home) continue;
				health.dispose();
				shown.delete(setup);
			}
		},
		changed(setup) {
			if (shown.has(setup)) batcher.add(setup);
		},
		dispose() {
			clearInterval(timer);
			batcher.stop();
			for (const { health } of shown.values()) health.dispose();
			shown.clear();
		},
	};
}

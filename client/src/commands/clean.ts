/** Clean: a page shows what would be removed of old builds, for review; what is not held back goes after a question. */
import * as l10n from '@vscode/l10n';
import { window } from 'vscode';
import type { CleanPlan, SetupSummary } from '../../../server/src/protocol/index.ts';
import { eventsOf } from '../buildrepo/eventReader.ts';
import type { Ended } from '../buildrepo/outcome.ts';
import { runWithProgress } from '../buildrepo/runWithProgress.ts';
import type { FromCleanPage } from '../clean/cleanMessages.ts';
import { cleaned, isOutdated, leftSomeAlone, outdated } from '../clean/cleanPlan.ts';
import { outcomesOf, planMatch } from '../clean/cleanRun.ts';
import { goingOf, stayingOf, tallySize, tallyText } from '../clean/cleanTally.ts';
import type { TextMessage } from '../health/textMessages.ts';
import type { Services } from '../services.ts';
import { mayRun } from '../settings/trust.ts';
import { contextKeys } from '../ui/contextKeys.ts';
import type { Offer } from '../ui/message.ts';
import { confirmLoss, notify } from '../ui/notify.ts';
import { tick } from '../ui/tick.ts';
import { chooseSetup } from './chooseSetup.ts';
import { commandIds } from './commandIds.ts';

export async function reviewClean(services: Services, home?: unknown): Promise<void> {
	const setup = await chooseSetup(services, home);
	if (setup === undefined) return;
	// A new page asks for its plan when it is ready.
	if (services.cleanPages.show(setup.home)) await readPlan(services, setup);
}

/** What the page of a set-up asks for. */
export async function onCleanPage(
	services: Services,
	home: string,
	message: Exclude<FromCleanPage, TextMessage>,
): Promise<void> {
	if (message.kind === 'ready' && message.hasResult) return;
	if (message.kind === 'hold') return services.cleanPages.hold(home, message.held);
	const setup = await chooseSetup(services, home);
	if (setup === undefined) {
		await services.cleanPages.send(home, {
			kind: 'none',
			home,
			text: l10n.t('Clean needs a repository: choose a Metro home.'),
		});
		return;
	}
	switch (message.kind) {
		case 'ready':
		case 'again':
			return readPlan(services, setup);
		case 'remove':
			return mayRun() ? removeReviewed(services, setup, message.held) : undefined;
		case 'script':
			return showScript(services, setup, message.held);
	}
}

async function readPlan({ cleanPages, ...services }: Services, setup: SetupSummary): Promise<void> {
	const { home } = setup;
	await cleanPages.send(home, { kind: 'reading' });
	const plan = await planOf({ cleanPages, ...services }, setup, []);
	if (plan === undefined) {
		await cleanPages.send(home, {
			kind: 'none',
			home,
			text: l10n.t('It is not known what Clean would remove.'),
		});
		return;
	}
	void tick(contextKeys.planned);
	const going = goingOf(plan);
	if (going.builds + going.snapshots === 0) {
		cleanPages.forget(home);
		const text = l10n.t('Nothing to clean: no build and no snapshot is to be removed.');
		await cleanPages.send(home, { kind: 'none', home, text });
		return;
	}
	await cleanPages.review(home, { mirror: setup.mirror ?? '', plan });
}

/** Always the bundled program: it is the one that removes what the user has reviewed. */
async function planOf(
	services: Services,
	setup: SetupSummary,
	held: readonly string[],
): Promise<CleanPlan | undefined> {
	const words = ['clean', ...keepWords(held)];
	const ended = await runWithProgress(services, { what: l10n.t('Clean'), setup, words, onlyReads: true });
	return ended?.report === undefined ? undefined : eventsOf(ended.report, 'plan')[0];
}

/** The words that hold these paths back. */
export function keepWords(held: readonly string[]): readonly string[] {
	return held.flatMap((path) => ['--keep', path]);
}

async function removeReviewed(
	services: Services,
	setup: SetupSummary,
	held: readonly string[],
): Promise<void> {
	const { home } = setup;
	const { cleanPages } = services;
	const review = cleanPages.get(home);
	const plan = review && (await planOf(services, setup, held));
	if (review === undefined || plan === undefined) return readPlan(services, setup);
	const again: Offer = { label: l10n.t('Review Again'), command: commandIds.clean, arguments: [home] };
	const match = planMatch(review.plan, held, plan);
	if (match === 'other') {
		notify(outdated(again));
		return cleanPages.review(home, { ...review, plan });
	}
	if (!(await isSure(setup, plan, match))) return cleanPages.send(home, { kind: 'stopped' });
	const ended = await removeNow(services, setup, plan, held, again);
	if (ended?.report === undefined) return readPlan(services, setup);
	cleanPages.forget(home);
	const said = isOutdated(ended) ? outdated(again) : cleaned(ended.report);
	const isGood = said.severity === 'information';
	const outcomes = outcomesOf(ended.report, plan);
	await cleanPages.send(home, {
		kind: 'result',
		result: { text: said.text, isGood, at: Date.now(), outcomes },
	});
	notify(said);
}

function isSure({ mirror }: SetupSummary, plan: CleanPlan, needed: number): Promise<boolean> {
	const going = goingOf(plan);
	const more = l10n.t('{0} more stay because what is held back leads to them.', String(needed));
	return confirmLoss({
		title: l10n.t(
			'Remove {0} ({1}) from {2}?',
			tallyText(going),
			tallySize(going),
			mirror ?? l10n.t('the repository'),
		),
		no: l10n.t('Keep Reviewing'),
		yes: l10n.t('Remove'),
		detail: `${needed === 0 ? '' : `${more} `}${l10n.t('It cannot be undone. Nothing is removed if the repository has changed.')}`,
		kept: l10n.t('{0} stay', tallyText(stayingOf(plan))),
	});
}

async function removeNow(
	services: Services,
	setup: SetupSummary,
	plan: CleanPlan,
	held: readonly string[],
	remedy: Offer,
): Promise<Ended | undefined> {
	const going = goingOf(plan);
	const tell = (done: number, total: number): void =>
		void services.cleanPages.send(setup.home, { kind: 'running', done, total });
	tell(0, going.builds + going.snapshots);
	return runWithProgress(services, {
		what: l10n.t('Clean'),
		setup,
		words: ['clean', '--apply', '--yes', '--expect', plan.sha256, ...keepWords(held)],
		remedy,
		isAnswer: (run) => leftSomeAlone(run) || isOutdated(run),
		onEvent: (event) => {
			if (event.event === 'progress') tell(event.done, event.total);
		},
	});
}

async function showScript(services: Services, setup: SetupSummary, held: readonly string[]): Promise<void> {
	const review = services.cleanPages.get(setup.home);
	const plan = held.length === 0 && review !== undefined ? review.plan : await planOf(services, setup, held);
	if (plan === undefined) return;
	const uri = services.cleanPages.scriptAt(setup.home, plan.script);
	await window.showTextDocument(uri, { preview: false });
}

/** Show Clean Script: of the review in front of the user, else of what Clean would do now. */
export async function showCleanScript(services: Services, home?: unknown): Promise<void> {
	const setup = await chooseSetup(services, home ?? services.cleanPages.active());
	if (setup !== undefined) await showScript(services, setup, []);
}

/** Why something goes or stays, in words for the review of a cleaning. */
import * as l10n from '@vscode/l10n';
import type { PlanReason } from '../../../server/src/protocol/events.ts';

export const planReasons: Readonly<Record<PlanReason, string>> = {
	superseded: l10n.t('more recent ones are kept'),
	abandoned: l10n.t('incomplete and stale'),
	'given-up': l10n.t('incomplete and older than two days'),
	interrupted: l10n.t('an earlier removal was cut short'),
	mounted: l10n.t('would go, but something is mounted there'),
	needed: l10n.t('would go, but something that stays leads to it'),
	'mount-unknown': l10n.t('would go, but whether something is mounted there is unknown'),
	locked: l10n.t('would go, but a build is in progress in the subarch, or may be'),
	seed: l10n.t('would go, but the next build starts from there'),
	'seed-unknown': l10n.t('would go, but which build the next one starts from is unknown'),
	'held-back': l10n.t('would go, but is held back'),
	'latest-day': l10n.t('incomplete, and from the day of the latest complete build'),
	building: l10n.t('incomplete, and its subarch is being built now'),
	young: l10n.t('incomplete, but not stale'),
	recent: l10n.t('among the most recent'),
	stranger: l10n.t('not build directories'),
};

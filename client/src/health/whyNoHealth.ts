/** What the Health page says where there is no health to show, and what it offers, as plain data. */
import * as l10n from '@vscode/l10n';
import type { SetupSummary } from '../../../server/src/protocol/index.ts';
import { commandIds } from '../commands/commandIds.ts';
import type { ServerHealth } from '../server/health.ts';
import { problemOf } from '../setups/setupProblem.ts';
import type { Message, Offer } from '../ui/message.ts';
import { chooseHomeOffer, showOutput } from '../ui/offers.ts';

/**
 * @param setups `undefined` until the server has answered for the first time
 * @param home of the set-up that the page shows
 */
export function whyNoHealth(
	setups: readonly SetupSummary[] | undefined,
	home: string,
	server: ServerHealth,
	isTrusted: boolean,
): Pick<Message, 'text' | 'offers'> {
	if (server === 'failed')
		return {
			text: l10n.t('The Metro language server does not run.'),
			offers: [{ label: l10n.t('Restart Language Server'), command: commandIds.restartServer }, showOutput],
		};
	if (setups === undefined) return { text: l10n.t('Reading the repository…'), offers: [] };
	const setup = setups.find((one) => one.home === home);
	if (setup === undefined)
		return {
			text: l10n.t(
				'{0} is not a Metro home of this window: open the folder that holds .metro and .buildbot.',
				home,
			),
			offers: [chooseHomeOffer, showOutput],
		};
	if (setup.state === 'loading') return { text: l10n.t('Reading the repository…'), offers: [] };
	const { text, offers } = problemOf(setup);
	return { text, offers: isTrusted ? offers : offers.filter(({ command }) => !writes.has(command)) };
}

/** In Restricted Mode, nothing is offered that writes. */
const writes: ReadonlySet<Offer['command']> = new Set([
	commandIds.createMetro,
	commandIds.createBuildbot,
	commandIds.createBuildbotFromMirror,
	commandIds.createRepository,
]);

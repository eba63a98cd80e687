/** The words of the status bar item, as plain data. */
import type { SetupSummary } from '../../server/src/protocol.ts';
import { counted } from './message.ts';
import { isUsable } from './usable.ts';

export interface StatusText {
	readonly text: string;
	readonly tooltip: string;
	readonly accessibleLabel: string;
}

/** What comes next and how much fails; `undefined` where no set-up is ready: then the view has more to say. */
export function statusText(setups: readonly SetupSummary[]): StatusText | undefined {
	const ready = setups.filter((setup) => setup.state === 'ready' && isUsable(setup));
	if (ready.length === 0) return undefined;
	const first = ready.find((setup) => setup.next !== undefined);
	const next = first?.next;
	const where = setups.length > 1 && first !== undefined ? ` in ${first.home}` : '';
	const failing = ready.reduce((total, setup) => total + setup.failing, 0);
	const running = ready.reduce((total, setup) => total + setup.running, 0);
	const sentences = [
		...(running > 0 ? [`${counted(running, 'build')} running.`] : []),
		next === undefined
			? 'Nothing to build now.'
			: `Next build${where}: ${next.subarch} of ${next.build} (${[next.target, ...next.extras].join(' ')}). ${next.reason}`,
		...(failing > 0 ? [`${counted(failing, 'failing subarch', 'failing subarches')}.`] : []),
	];
	const parts = [
		`$(server-process) ${next === undefined ? 'Metro' : `Next: ${plainText(next.subarch)}`}`,
		...(running > 0 ? [`$(sync~spin) ${running}`] : []),
		...(failing > 0 ? [`$(warning) ${failing}`] : []),
	];
	return {
		text: parts.join('  '),
		tooltip: sentences.join('\n'),
		accessibleLabel: `Metro. ${sentences.join(' ')}`,
	};
}

/** A name is no icon, even if it is written like one. */
function plainText(name: string): string {
	return name.replaceAll('$(', '$\u200b(');
}

/** The words of the status bar item, as plain data. */
import type { NextBuildSummary, SetupState, SetupSummary } from '../../../server/src/protocol/index.ts';
import { type CommandId, commandIds } from '../commands/commandIds.ts';
import { isUsable } from '../setups/usable.ts';
import { counted } from './message.ts';

export interface StatusText {
	readonly text: string;
	readonly tooltip: string;
	readonly accessibleLabel: string;
	/** What a click does. */
	readonly command: CommandId;
	/** Something has to be mended before anything can be built. */
	readonly troubled: boolean;
}

/** What is wrong if something is, else what comes next and how much fails; `undefined` while nothing is known. */
export function statusText(setups: readonly SetupSummary[], serverFailed = false): StatusText | undefined {
	if (serverFailed) {
		return troubled(
			'Metro: no language server',
			'The Metro language server does not run.',
			commandIds.restartServer,
		);
	}
	const known = setups.filter((setup) => setup.state !== 'loading');
	if (known.length === 0) return undefined;
	const wrong = known.filter((setup) => !isUsable(setup));
	const ready = known.filter(isUsable);
	const [first] = wrong;
	if (first !== undefined && ready.length === 0) {
		const said = wrong.map(({ message, state }) => message ?? `Metro: ${troubles[state]}`);
		return troubled(`Metro: ${troubles[first.state]}`, said.join('\n'), commandIds.showProblem);
	}
	return readyText(ready, wrong);
}

/** In a few words; the tooltip has the whole sentence. */
const troubles: Readonly<Record<SetupState, string>> = {
	loading: 'reading…',
	'no-metro': 'no .metro',
	'bad-metro': 'problem in .metro',
	'no-buildbot': 'no .buildbot',
	'bad-buildbot': 'problem in .buildbot',
	'no-mirror': 'no repository',
	'bad-mirror': 'repository unreadable',
	'unknown-generation': 'unknown generation',
	// Rows of before are shown, while the files cannot be used as they are now.
	empty: 'configuration problem',
	ready: 'configuration problem',
};

function troubled(text: string, tooltip: string, command: CommandId): StatusText {
	return {
		text: `$(error) ${text}`,
		tooltip,
		accessibleLabel: `${text}. ${tooltip}`,
		command,
		troubled: true,
	};
}

/** `wrong` are further homes, which cannot be used. */
function readyText(ready: readonly SetupSummary[], wrong: readonly SetupSummary[]): StatusText {
	const first = ready.find((setup) => setup.next !== undefined);
	const next = first?.next;
	const where = ready.length + wrong.length > 1 && first !== undefined ? ` in ${first.home}` : '';
	const failing = ready.reduce((total, setup) => total + setup.failing, 0);
	const running = ready.reduce((total, setup) => total + setup.running, 0);
	const sentences = [
		...wrong.map(({ home, message, state }) => `${home}: ${message ?? troubles[state]}`),
		...(running > 0 ? [`${counted(running, 'build')} running.`] : []),
		...(next === undefined
			? ready.map(({ idle }) => idle?.text ?? 'What is next is not known.')
			: [
					`Next build${where}: ${next.subarch} of ${next.build} (${[next.target, ...next.extras].join(' ')}). ${next.reason}`,
				]),
		...(failing > 0 ? [`${counted(failing, 'failing subarch', 'failing subarches')}.`] : []),
	];
	const shown = [next === undefined ? 'Metro' : `Next: ${nameOf(next)}`];
	const parts = [
		`$(server-process) ${plainText(shown[0] ?? '')}`,
		...(wrong.length > 0 ? [`$(error) ${wrong.length}`] : []),
		...(running > 0 ? [`$(sync~spin) ${running}`] : []),
		...(failing > 0 ? [`$(warning) ${failing}`] : []),
	];
	return {
		text: parts.join('  '),
		tooltip: sentences.join('\n'),
		accessibleLabel: `${next === undefined ? '' : `${shown[0]}. `}Metro. ${sentences.join(' ')}`,
		command: wrong.length > 0 ? commandIds.showProblem : commandIds.nextBuild,
		troubled: wrong.length > 0,
	};
}

/** With its build where another build has a subarch of that name. */
function nameOf({ subarch, build, ambiguous }: NextBuildSummary): string {
	return ambiguous ? `${subarch} (${build})` : subarch;
}

/** A name is not an icon, even if it is written like one. */
function plainText(name: string): string {
	return name.replaceAll('$(', '$\u200b(');
}

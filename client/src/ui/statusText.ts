/** The words of the status bar item, as plain data. */
import * as l10n from '@vscode/l10n';
import type { NextBuildSummary, SetupState, SetupSummary } from '../../../server/src/protocol/index.ts';
import { type CommandId, commandIds } from '../commands/commandIds.ts';
import { isUsable } from '../setups/usable.ts';
import { needing } from './needing.ts';
import { numberText, plural } from './numberText.ts';

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
			l10n.t('Metro: no language server'),
			l10n.t('The Metro language server does not run.'),
			commandIds.restartServer,
		);
	}
	const known = setups.filter((setup) => setup.state !== 'loading');
	if (known.length === 0) return undefined;
	const wrong = known.filter((setup) => !isUsable(setup));
	const ready = known.filter(isUsable);
	const [first] = wrong;
	if (first !== undefined && ready.length === 0) {
		const said = wrong.map(({ message, state }) => message ?? l10n.t('Metro: {0}', troubles[state]));
		return troubled(l10n.t('Metro: {0}', troubles[first.state]), said.join('\n'), commandIds.showProblem);
	}
	return readyText(ready, wrong);
}

/** In a few words; the tooltip has the whole sentence. */
const troubles: Readonly<Record<SetupState, string>> = {
	loading: l10n.t('reading…'),
	'no-metro': l10n.t('no .metro'),
	'bad-metro': l10n.t('problem in .metro'),
	'no-buildbot': l10n.t('no .buildbot'),
	'bad-buildbot': l10n.t('problem in .buildbot'),
	'no-mirror': l10n.t('no repository'),
	'bad-mirror': l10n.t('repository unreadable'),
	// Rows of before are shown, while the files cannot be used as they are now.
	empty: l10n.t('configuration problem'),
	ready: l10n.t('configuration problem'),
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
	const home = ready.length + wrong.length > 1 ? first?.home : undefined;
	const { count: needed, words } = needing(ready);
	const running = ready.reduce((total, setup) => total + setup.running, 0);
	const sentences = [
		...wrong.map(({ home, message, state }) => `${home}: ${message ?? troubles[state]}`),
		...(running > 0 ? [runningText(running)] : []),
		...(next === undefined
			? ready.map(({ idle }) => idle?.text ?? l10n.t('What is next is not known.'))
			: [nextText(next, home)]),
		...(needed > 0 ? [l10n.t('Subarches: {0}.', words)] : []),
	];
	const shown = [next === undefined ? 'Metro' : l10n.t('Next: {0}', nameOf(next))];
	const parts = [
		`$(server-process) ${plainText(shown[0] ?? '')}`,
		...(wrong.length > 0 ? [`$(error) ${wrong.length}`] : []),
		...(running > 0 ? [`$(sync~spin) ${running}`] : []),
		...(needed > 0 ? [`$(warning) ${needed}`] : []),
	];
	return {
		text: parts.join('  '),
		tooltip: sentences.join('\n'),
		accessibleLabel: `${next === undefined ? '' : `${shown[0]}. `}Metro. ${sentences.join(' ')}`,
		command: wrong.length > 0 ? commandIds.showProblem : commandIds.showHealth,
		troubled: wrong.length > 0,
	};
}

function runningText(count: number): string {
	return plural(count, l10n.t('1 build running.'), l10n.t('{0} builds running.', numberText(count)));
}

/** @param home where there are several, the one that has the build */
function nextText(next: NextBuildSummary, home: string | undefined): string {
	const { subarch, build, reason } = next;
	const what = [next.target, ...next.extras].join(' ');
	return home === undefined
		? l10n.t('Next build: {0} of {1} ({2}). {3}', subarch, build, what, reason)
		: l10n.t('Next build in {0}: {1} of {2} ({3}). {4}', home, subarch, build, what, reason);
}

/** With its build where another build has a subarch of that name. */
function nameOf({ subarch, build, ambiguous }: NextBuildSummary): string {
	return ambiguous ? `${subarch} (${build})` : subarch;
}

/** A name is not an icon, even if it is written like one. */
function plainText(name: string): string {
	return name.replaceAll('$(', '$\u200b(');
}

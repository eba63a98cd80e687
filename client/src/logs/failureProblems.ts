/** The failures of builds in the Problems panel, each at the line of the log that tells of it. */
import * as l10n from '@vscode/l10n';
import {
	Diagnostic,
	DiagnosticRelatedInformation,
	DiagnosticSeverity,
	Disposable,
	Location,
	type LogOutputChannel,
	languages,
	Range,
} from 'vscode';
import type { FailureEntry, FailurePlace } from '../../../server/src/protocol/index.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import { visibleText } from '../ui/visibleText.ts';
import { logAddress } from './logAddress.ts';

/** Changes of a set-up come in bursts; their failures are asked for so many milliseconds after the first. */
const gatherFor = 500;

/** `homes` gives the set-ups whose failures are shown. */
export function createFailureProblems(
	server: LanguageServer,
	homes: () => readonly string[],
	log: LogOutputChannel,
): Disposable & { update(): void } {
	const problems = languages.createDiagnosticCollection('metro builds');
	let timer: NodeJS.Timeout | undefined;
	let turn = 0;
	const ask = async (): Promise<void> => {
		timer = undefined;
		const mine = ++turn;
		const entries = (await Promise.all(homes().map((home) => server.failures({ home })))).flat();
		if (mine !== turn) return;
		problems.clear();
		problems.set(
			entries.flatMap((entry) => {
				const [first] = entry.places;
				return first === undefined ? [] : [[logAddress(first.log), [problemOf(entry, first)]] as const];
			}),
		);
	};
	const update = (): void => {
		timer ??= setTimeout(() => {
			void ask().catch((error) => log.warn(`The failures of builds could not be updated: ${error}`));
		}, gatherFor);
	};
	const listener = server.onDidChangeSetup(update);
	return {
		update,
		dispose: () => {
			clearTimeout(timer);
			Disposable.from(listener, problems).dispose();
		},
	};
}

/** The first place has the problem; the others are listed below it. */
function problemOf({ message, places }: FailureEntry, { line, title }: FailurePlace): Diagnostic {
	const others = places.length - 1;
	const problem = new Diagnostic(
		new Range(line, 0, line, 1000),
		visibleText(
			others === 0 ? `${message} (${title})` : l10n.t('{0} ({1}, and {2} more)', message, title, others),
		),
		DiagnosticSeverity.Error,
	);
	problem.source = 'metro builds';
	problem.relatedInformation = places
		.slice(1, 100)
		.map(
			(place) =>
				new DiagnosticRelatedInformation(
					new Location(logAddress(place.log), new Range(place.line, 0, place.line, 0)),
					visibleText(place.title),
				),
		);
	return problem;
}

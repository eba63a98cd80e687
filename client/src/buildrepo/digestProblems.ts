/** Archives that are not as their hash files say, in the Problems panel, until they are verified or hashed again. */
import * as l10n from '@vscode/l10n';
import { Diagnostic, DiagnosticSeverity, type Disposable, languages, Range, Uri } from 'vscode';
import type { VerdictEvent, VerdictState } from '../../../server/src/protocol/index.ts';

export interface DigestProblems extends Disposable {
	/** Shows what a run has found in the repository of a home, in place of what an earlier one found there. */
	show(home: string, verdicts: readonly VerdictEvent[]): void;
	/** These archives have right hash files now. */
	mend(home: string, paths: readonly string[]): void;
}

/** The problems that are shown. An archive without a hash file is not one of them. */
const words: Partial<Record<VerdictState, string>> = {
	wrong: l10n.t('The archive does not match its hash file: either one is damaged.'),
	stale: l10n.t('The archive was written after its hash file: hash it again.'),
	'bad-hash-file': l10n.t('The hash file has no digest: hash the archive again.'),
	'cut-off': l10n.t('The archive is cut off: it does not end as .xz files do. Build it again.'),
	unreadable: l10n.t('The archive cannot be read.'),
};

export function createDigestProblems(): DigestProblems {
	const problems = languages.createDiagnosticCollection('metro digests');
	const known = new Map<string, readonly VerdictEvent[]>();
	const draw = (): void => {
		problems.clear();
		for (const verdicts of known.values())
			for (const { path, state } of verdicts) problems.set(Uri.file(path), [problemOf(state)]);
	};
	return {
		show: (home, verdicts) => {
			known.set(
				home,
				verdicts.filter(({ state }) => words[state] !== undefined),
			);
			draw();
		},
		mend: (home, paths) => {
			const mended = new Set(paths);
			known.set(
				home,
				(known.get(home) ?? []).filter(({ path }) => !mended.has(path)),
			);
			draw();
		},
		dispose: () => problems.dispose(),
	};
}

function problemOf(state: VerdictState): Diagnostic {
	const severity = state === 'stale' ? DiagnosticSeverity.Warning : DiagnosticSeverity.Error;
	const problem = new Diagnostic(new Range(0, 0, 0, 0), words[state] ?? state, severity);
	problem.source = 'metro';
	return problem;
}

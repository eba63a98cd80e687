/** Adds ShellCheck's findings about shell in blocks to the language of Metro's configuration. */
import type { Diagnostic } from 'vscode-languageserver-types';
import { toDiagnostic, toSpan } from '../../convert.ts';
import type { DocumentView } from '../../documentView.ts';
import type { LanguageFeatures } from '../../languageFeatures.ts';
import { fixesAt } from '../codeActions.ts';
import { parsedFile } from '../flexdataDocument.ts';
import { remapComments } from './remapComments.ts';
import { type ShellComment, type ShellFinding, shellFindings } from './shellcheckAnswer.ts';
import { type ShellScript, shellScripts } from './shellScripts.ts';

/** A script of a document; its `id` stays the same from edit to edit. */
export interface WantedScript {
	readonly id: string;
	readonly text: string;
}

/** A text with ShellCheck's comments on it. */
export interface KnownScript {
	readonly text: string;
	readonly comments: readonly ShellComment[];
}

/** Runs ShellCheck in the background. */
export interface ShellLinter {
	readonly isOn: boolean;
	/** Requests checks of these scripts of a document, and cancels checks of its other scripts. */
	want(uri: string, scripts: readonly WantedScript[]): void;
	/** The results so far for a script of a document: for its current text, or else for an earlier one. */
	known(uri: string, script: WantedScript): KnownScript | undefined;
}

/** The language with ShellCheck's findings so far; missing ones are requested but not waited for. */
export function withShellLint(language: LanguageFeatures, linter: ShellLinter): LanguageFeatures {
	return {
		...language,
		async diagnostics(document, signal) {
			const own = await language.diagnostics(document, signal);
			if (!linter.isOn) return own;
			const scripts = shellScripts(parsedFile(document));
			linter.want(document.uri, scripts);
			return [...own, ...found(document, scripts, linter).map((finding) => diagnosticOf(document, finding))];
		},
		async codeActions(document, range, diagnostics, signal) {
			const own = (await language.codeActions?.(document, range, diagnostics, signal)) ?? [];
			if (!linter.isOn) return own;
			const findings = found(document, shellScripts(parsedFile(document)), linter);
			return [...own, ...fixesAt(document, findings, toSpan(document.lines, range), diagnostics)];
		},
	};
}

function found({ uri }: DocumentView, scripts: readonly ShellScript[], linter: ShellLinter): ShellFinding[] {
	return scripts.flatMap((script) => {
		const known = linter.known(uri, script);
		if (known === undefined) return [];
		const { text, comments } = known;
		return shellFindings(
			script,
			text === script.text ? comments : remapComments(text, script.text, comments),
		);
	});
}

/** ShellCheck's own name and page for what it found. */
function diagnosticOf(document: DocumentView, finding: ShellFinding): Diagnostic {
	return {
		...toDiagnostic(document, finding),
		source: 'shellcheck',
		codeDescription: { href: `https://www.shellcheck.net/wiki/${finding.code}` },
	};
}

/** Adds to the language of Metro's configuration what ShellCheck says of the shell in its blocks. */
import type { Diagnostic } from 'vscode-languageserver-types';
import { toDiagnostic, toSpan } from '../convert.ts';
import type { DocumentView } from '../documentView.ts';
import type { LanguageFeatures } from '../languageFeatures.ts';
import { fixesAt } from './codeActions.ts';
import { parsedFile } from './flexdataDocument.ts';
import { remapComments } from './remapComments.ts';
import { type ShellComment, type ShellFinding, shellFindings } from './shellcheckAnswer.ts';
import { type ShellScript, shellScripts } from './shellScripts.ts';

/** A script of a document; `id` is the same for it from edit to edit. */
export interface WantedScript {
	readonly id: string;
	readonly text: string;
}

/** A text, and what ShellCheck said of it. */
export interface KnownScript {
	readonly text: string;
	readonly comments: readonly ShellComment[];
}

/** Who asks ShellCheck, in the background. */
export interface ShellLinter {
	readonly isOn: boolean;
	/** Wants these scripts of a document looked at, and no others of it any more. */
	want(uri: string, scripts: readonly WantedScript[]): void;
	/** What is known by now of a script of a document: of its text, or else of the text that it had before. */
	known(uri: string, script: WantedScript): KnownScript | undefined;
}

/** The language with ShellCheck's findings that are there by now; those that are not are asked for, and never waited for. */
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

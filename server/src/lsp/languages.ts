/** The languages of the server, and the language of each open document. */
import type { Diagnostic } from 'vscode-languageserver';
import type { Clock } from '../base/clock.ts';
import type { FileReader } from '../base/fileSystem.ts';
import { inTurns } from '../base/work.ts';
import { buildbotFeatures } from '../features/buildbot/index.ts';
import type { DocumentView } from '../features/documentView.ts';
import { flexdataFeatures } from '../features/flexdata/index.ts';
import { type ShellLinter, withShellLint } from '../features/flexdata/shell/shellLint.ts';
import { withHiddenBytes } from '../features/hiddenBytes.ts';
import type { LanguageFeatures } from '../features/languageFeatures.ts';
import { languageOf, type MetroLanguage } from '../features/languageOf.ts';
import { mostDiagnostics } from '../features/mostDiagnostics.ts';
import { isTooLarge, tooLargeFeatures } from '../features/tooLarge.ts';
import type { ServerOptions } from '../protocol/index.ts';
import type { OpenDocument, OpenDocuments } from '../workspace/openDocuments.ts';
import { uriOf } from '../workspace/uris.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { EditorAbilities } from './compat/editorAbilities.ts';
import { withSwitches } from './options.ts';
import { buildbotContextOf, settingsContexts } from './settingsContexts.ts';
import type { DiskBytes } from './sync/diskBytes.ts';

export interface Languages {
	readonly all: Readonly<Record<MetroLanguage, LanguageFeatures>>;
	/** The features for a document; `undefined` if it is not ours. */
	of(open: OpenDocument): LanguageFeatures | undefined;
	/** The diagnostics that the editor shows, from the features for the document. */
	diagnostics(view: DocumentView, features: LanguageFeatures, signal: AbortSignal): Promise<Diagnostic[]>;
}

/** What the language features need of the server. */
export interface LanguagesInputs {
	readonly workspace: Workspace;
	readonly documents: OpenDocuments;
	readonly files: FileReader;
	readonly clock: Clock;
	/** What the editor can do, once it has said so. */
	readonly editor: () => EditorAbilities;
	readonly shellLinter: ShellLinter;
	readonly diskBytes: DiskBytes;
	/** The current options. */
	readonly options: () => ServerOptions;
	/** URI of the page that explains problems, if it is installed. */
	readonly problemsPage: string | undefined;
}

/** The languages over the open documents of a workspace. */
export function createLanguages(inputs: LanguagesInputs): Languages {
	const { workspace, documents, files, clock, editor, shellLinter, diskBytes, options, problemsPage } =
		inputs;
	const metro = withShellLint(
		flexdataFeatures(settingsContexts(workspace, documents, files, problemsPage)),
		shellLinter,
	);
	const buildbot = buildbotFeatures(
		(document, signal) => buildbotContextOf(workspace, document, signal),
		clock,
		{
			uriOf: (path) => workspace.realPaths.document(path)?.view.uri ?? uriOf(path),
			hasCommands: () => editor().takesNotifications,
		},
		problemsPage,
	);
	return languagesOf(
		{
			metro: withSwitches(
				withHiddenBytes(metro, diskBytes.of, { byteOrderMark: true }, problemsPage),
				options,
			),
			'metro-buildbot': withSwitches(
				withHiddenBytes(buildbot, diskBytes.of, { byteOrderMark: false }, problemsPage),
				options,
			),
		},
		problemsPage,
	);
}

/** @param problemsPage URI of the page that explains problems, if it is installed */
export function languagesOf(all: Languages['all'], problemsPage: string | undefined): Languages {
	const tooLarge = tooLargeFeatures(problemsPage);
	return {
		all,
		of({ languageId, view }) {
			const language = languageOf(languageId, view.uri, view.text);
			if (language === undefined) return undefined;
			return isTooLarge(view) ? tooLarge : all[language];
		},
		async diagnostics(view, features, signal) {
			if (features.prepare !== undefined) await inTurns(features.prepare(view), signal);
			return mostDiagnostics(view, await features.diagnostics(view, signal), problemsPage);
		},
	};
}

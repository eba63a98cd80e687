/**
 * The review of a cleaning: the script that `buildrepo clean` printed, shown read-only, with the button that removes
 * exactly what it lists. Nothing is removed before.
 */
import { createHash } from 'node:crypto';
import { CodeLens, commands, Disposable, EventEmitter, languages, Range, Uri, workspace } from 'vscode';
import { commandIds } from '../commands/commandIds.ts';
import { contextKeys } from '../contextKeys.ts';
import { counted } from '../message.ts';
import { type CleanCounts, countCleanScript } from './cleanScript.ts';

const cleanScheme = 'metro-clean';

export interface CleanReview {
	readonly home: string;
	readonly script: string;
	/** SHA-256 of the script's bytes, hexadecimal: `clean --apply --expect` refuses to remove anything else. */
	readonly sha256: string;
	readonly counts: CleanCounts;
	/** Why the script has nothing to offer any more; absent: it has. */
	readonly done?: string;
}

export interface CleanReviews extends Disposable {
	/** Keeps a script for review, in place of the home's last one; the address of its document. */
	add(home: string, output: Uint8Array): Uri;
	/** The review behind a document. */
	get(uri: Uri): CleanReview | undefined;
	/** The script of this home offers nothing any more; `said` stands above it in place of the button. */
	finish(home: string, said: string): void;
}

export function createCleanReviews(): CleanReviews {
	const reviews = new Map<string, CleanReview>();
	const changedText = new EventEmitter<Uri>();
	const changedLenses = new EventEmitter<void>();
	/** Menus ask for the scripts that still offer something. */
	const update = (): void => {
		const open = [...reviews].flatMap(([uri, { done }]) => (done === undefined ? [uri] : []));
		void commands.executeCommand('setContext', contextKeys.openReviews, open);
		changedLenses.fire();
	};
	const registrations = Disposable.from(
		changedText,
		changedLenses,
		workspace.registerTextDocumentContentProvider(cleanScheme, {
			onDidChange: changedText.event,
			provideTextDocumentContent: (uri) => reviews.get(uri.toString())?.script,
		}),
		languages.registerCodeLensProvider(
			{ scheme: cleanScheme },
			{
				onDidChangeCodeLenses: changedLenses.event,
				provideCodeLenses: ({ uri }) => lensesOf(uri, reviews.get(uri.toString())),
			},
		),
		workspace.onDidCloseTextDocument(({ uri }) => {
			if (reviews.delete(uri.toString())) update();
		}),
	);
	return {
		add: (home, output) => {
			const uri = addressOf(home);
			const script = new TextDecoder().decode(output);
			const sha256 = createHash('sha256').update(output).digest('hex');
			reviews.set(uri.toString(), { home, script, sha256, counts: countCleanScript(script) });
			changedText.fire(uri);
			update();
			return uri;
		},
		get: (uri) => reviews.get(uri.toString()),
		finish: (home, said) => {
			const key = addressOf(home).toString();
			const review = reviews.get(key);
			if (review === undefined) return;
			reviews.set(key, { ...review, done: said });
			update();
		},
		dispose: () => registrations.dispose(),
	};
}

/** One document for each home, so that its tab is used again. */
function addressOf(home: string): Uri {
	return Uri.from({ scheme: cleanScheme, path: '/clean.sh', query: home });
}

function lensesOf(uri: Uri, review: CleanReview | undefined): CodeLens[] {
	if (review === undefined) return [];
	const { counts, done } = review;
	const top = new Range(0, 0, 0, 0);
	if (done !== undefined) return [new CodeLens(top, { title: done, command: '' })];
	const kept = counts.kept.toLocaleString('en-US');
	return [
		new CodeLens(top, {
			title: `Remove Listed Builds… (${counted(counts.removals, 'removal')}, ${kept} kept)`,
			command: commandIds.applyClean,
			arguments: [uri],
		}),
	];
}

/**
 * The review of a cleaning: the script that `buildrepo clean` printed, shown read-only, with the button that removes
 * exactly what it lists. Nothing is removed before.
 */
import { createHash } from 'node:crypto';
import { CodeLens, Disposable, languages, Range, Uri, workspace } from 'vscode';
import { commandIds } from '../commands/commandIds.ts';
import { counted } from '../message.ts';
import { type CleanCounts, countCleanScript } from './cleanScript.ts';

const cleanScheme = 'metro-clean';

export interface CleanReview {
	readonly home: string;
	readonly script: string;
	/** SHA-256 of the script's bytes, hexadecimal: `clean --apply --expect` refuses to remove anything else. */
	readonly sha256: string;
	readonly counts: CleanCounts;
}

export interface CleanReviews extends Disposable {
	/** Keeps a script for review; the address of its document. */
	add(home: string, output: Uint8Array): Uri;
	/** The review behind a document. */
	get(uri: Uri): CleanReview | undefined;
}

export function createCleanReviews(): CleanReviews {
	const reviews = new Map<string, CleanReview>();
	let count = 0;
	const registrations = Disposable.from(
		workspace.registerTextDocumentContentProvider(cleanScheme, {
			provideTextDocumentContent: (uri) => reviews.get(uri.toString())?.script,
		}),
		languages.registerCodeLensProvider(
			{ scheme: cleanScheme },
			{ provideCodeLenses: ({ uri }) => lensesOf(uri, reviews.get(uri.toString())) },
		),
		workspace.onDidCloseTextDocument(({ uri }) => reviews.delete(uri.toString())),
	);
	return {
		add: (home, output) => {
			const uri = Uri.from({ scheme: cleanScheme, path: `/${++count}/clean.sh` });
			const script = new TextDecoder().decode(output);
			const sha256 = createHash('sha256').update(output).digest('hex');
			reviews.set(uri.toString(), { home, script, sha256, counts: countCleanScript(script) });
			return uri;
		},
		get: (uri) => reviews.get(uri.toString()),
		dispose: () => registrations.dispose(),
	};
}

function lensesOf(uri: Uri, review: CleanReview | undefined): CodeLens[] {
	if (review === undefined) return [];
	const { removals, kept } = review.counts;
	return [
		new CodeLens(new Range(0, 0, 0, 0), {
			title: `Remove What Is Listed (${counted(removals, 'removal')}, ${kept} kept)`,
			command: commandIds.applyClean,
			arguments: [uri],
		}),
	];
}

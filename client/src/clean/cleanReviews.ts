/**
 * The review of a cleaning: the plan that `buildrepo clean` reported, its script shown read-only, with the button that
 * removes exactly what it lists. Nothing is removed before.
 */
import { CodeLens, commands, Disposable, EventEmitter, languages, Range, Uri, workspace } from 'vscode';
import type { CleanPlan } from '../../../server/src/protocol/index.ts';
import { commandIds } from '../commands/commandIds.ts';
import { contextKeys } from '../contextKeys.ts';
import { counted } from '../message.ts';
import { countPlan } from './cleanPlan.ts';

const cleanScheme = 'metro-clean';

export interface CleanReview {
	readonly home: string;
	/** `clean --apply --expect` with its SHA-256 refuses to remove anything else. */
	readonly plan: CleanPlan;
	/** Why the script has nothing to offer any more; absent: it has. */
	readonly done?: string;
}

export interface CleanReviews extends Disposable {
	/** Keeps a plan for review, in place of the home's last one; the address of its document. */
	add(home: string, plan: CleanPlan): Uri;
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
			provideTextDocumentContent: (uri) => reviews.get(uri.toString())?.plan.script.toWellFormed(),
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
		add: (home, plan) => {
			const uri = addressOf(home);
			reviews.set(uri.toString(), { home, plan });
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
	const { plan, done } = review;
	const counts = countPlan(plan);
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

/**
 * The review of a cleaning: the plan that `buildrepo clean` reported as a read-only text, with the button that removes
 * exactly what it lists, and the script that a shell could run one click away. Nothing is removed before.
 */
import * as l10n from '@vscode/l10n';
import { CodeLens, commands, Disposable, EventEmitter, languages, Range, Uri, workspace } from 'vscode';
import type { CleanPlan, SetupSummary } from '../../../server/src/protocol/index.ts';
import { commandIds } from '../commands/commandIds.ts';
import { contextKeys } from '../ui/contextKeys.ts';
import { goingOf, tallySize, tallyText } from './cleanPlan.ts';
import { planText } from './planText.ts';

const cleanScheme = 'metro-clean';
/** The script of a plan; its ending makes the editor paint it as shell. */
const scriptPath = '/clean.sh';
const planPath = '/Clean.txt';

export interface CleanReview {
	readonly home: string;
	/** The repository, which paths are shown from. */
	readonly mirror: string | undefined;
	/** `clean --apply --expect` with its SHA-256 refuses to remove anything else. */
	readonly plan: CleanPlan;
	/** What became of the plan, once it has been carried out or is out of date. */
	readonly done?: string;
}

export interface CleanReviews extends Disposable {
	/** Keeps a plan for review, in place of the home's last one; the address of its document. */
	add(setup: Pick<SetupSummary, 'home' | 'mirror'>, plan: CleanPlan): Uri;
	/** The review behind a document. */
	get(uri: Uri): CleanReview | undefined;
	/** The address of the script that belongs to a review's document. */
	scriptOf(uri: Uri): Uri;
	/** The plan of this home can no longer be carried out; `said` replaces the buttons above it. */
	finish(home: string, said: string): void;
}

export function createCleanReviews(): CleanReviews {
	const reviews = new Map<string, CleanReview>();
	const changedText = new EventEmitter<Uri>();
	const changedLenses = new EventEmitter<void>();
	/** Menus ask for the plans that still offer something. */
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
			provideTextDocumentContent: (uri) => textOf(uri, reviews.get(addressOf(uri.query).toString())),
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
		add: ({ home, mirror }, plan) => {
			const uri = addressOf(home);
			reviews.set(uri.toString(), { home, mirror, plan });
			changedText.fire(uri);
			changedText.fire(scriptOf(uri));
			update();
			return uri;
		},
		get: (uri) => reviews.get(uri.toString()),
		scriptOf,
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
	return Uri.from({ scheme: cleanScheme, path: planPath, query: home });
}

function scriptOf(uri: Uri): Uri {
	return uri.with({ path: scriptPath });
}

/** What a tab shows that was opened again without its plan. */
const planIsGone = [
	l10n.t('This plan is gone: it lasts only as long as its tab and its window are open.'),
	l10n.t('Nothing is removed from here. To make the plan again, run "Metro: Clean…".'),
];

function textOf({ path }: Uri, review: CleanReview | undefined): string {
	if (review === undefined)
		return planIsGone.map((line) => `${path === scriptPath ? `# ${line}` : line}\n`).join('');
	return path === scriptPath ? review.plan.script.toWellFormed() : planText(review.plan, review.mirror);
}

function lensesOf(uri: Uri, review: CleanReview | undefined): CodeLens[] {
	const top = new Range(0, 0, 0, 0);
	if (review === undefined) {
		const again = { title: l10n.t('Review Again'), command: commandIds.clean, arguments: [uri.query] };
		return uri.path === planPath ? [new CodeLens(top, again)] : [];
	}
	const { plan, done } = review;
	if (done !== undefined) return [new CodeLens(top, { title: done, command: '' })];
	const going = goingOf(plan);
	return [
		new CodeLens(top, {
			title: l10n.t('Remove Listed Builds… ({0}, {1})', tallyText(going), tallySize(going)),
			command: commandIds.applyClean,
			arguments: [uri],
		}),
		new CodeLens(top, {
			title: l10n.t('Show Script'),
			command: commandIds.showCleanScript,
			arguments: [uri],
		}),
	];
}

/** The reviews of cleanings: a page for each set-up, what it shows, and the script behind it. */
import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import { Disposable, type LogOutputChannel, type Memento, Uri, workspace } from 'vscode';
import type { CleanPlan } from '../../../server/src/protocol/index.ts';
import { createKeptPanels } from '../health/keptPanels.ts';
import type { TextMessage } from '../health/textMessages.ts';
import { textIsGone } from '../ui/previewTexts.ts';
import { createReadOnlyFiles } from '../ui/readOnlyFiles.ts';
import type { FromCleanPage, ToCleanPage } from './cleanMessages.ts';

const scriptScheme = 'metro-clean';

/** A plan that is reviewed. */
export interface CleanReview {
	/** The repository, which paths are shown from. */
	readonly mirror: string;
	readonly plan: CleanPlan;
}

export interface CleanPages extends Disposable {
	/** Shows the page of a set-up, and tells whether it was there already. */
	show(home: string): boolean;
	send(home: string, message: ToCleanPage): Promise<void>;
	/** The set-up whose review is in front of the user. */
	active(): string | undefined;
	/** Keeps a plan for review, in place of the home's last one, and shows it. */
	review(home: string, review: CleanReview): Promise<void>;
	get(home: string): CleanReview | undefined;
	/** The plan can no longer be carried out. */
	forget(home: string): void;
	/** The paths that the user holds back, kept from session to session. */
	held(home: string): readonly string[];
	hold(home: string, paths: readonly string[]): Promise<void>;
	/** The address of a script for a shell. */
	scriptAt(home: string, script: string): Uri;
}

/** Where what is held back is kept. */
const heldKey = (home: string): string => `clean.held:${home}`;

/**
 * @param state keeps what is held back
 * @param receive does what a page asks for
 */
export function createCleanPages(
	distribution: Uri,
	log: LogOutputChannel,
	state: Memento,
	receive: (home: string, message: Exclude<FromCleanPage, TextMessage>) => Promise<void>,
): CleanPages {
	const reviews = new Map<string, CleanReview>();
	const scripts = new Map<string, string>();
	const heldIn = (home: string): readonly string[] => state.get<readonly string[]>(heldKey(home)) ?? [];
	const panels = createKeptPanels<ToCleanPage, FromCleanPage>(
		{
			type: 'metro.cleanReview',
			name: 'clean',
			title: (home) => l10n.t('Clean: {0}', basename(home)),
			receive,
			closed: (home) => void reviews.delete(home),
		},
		distribution,
		log,
	);
	const files = createReadOnlyFiles(
		scriptScheme,
		async ({ query }) => scripts.get(query) ?? `# ${textIsGone(l10n.t('Clean…'))}`,
	);
	const show = async (home: string, review: CleanReview): Promise<void> => {
		reviews.set(home, review);
		const { items } = review.plan;
		const held = [
			...items.filter(({ reason }) => reason === 'held-back').map(({ path }) => path),
			...heldIn(home),
		];
		await panels.send(home, {
			kind: 'plan',
			home,
			mirror: review.mirror,
			items,
			held,
			mayRemove: workspace.isTrusted,
		});
	};
	const listener = workspace.onDidGrantWorkspaceTrust(() => {
		for (const [home, review] of reviews)
			show(home, review).catch((error: unknown) => log.error(`Clean: ${error}`));
	});
	return {
		show: panels.show,
		send: panels.send,
		active: panels.active,
		review: show,
		get: (home) => reviews.get(home),
		forget: (home) => void reviews.delete(home),
		held: heldIn,
		hold: async (home, paths) => void (await state.update(heldKey(home), paths)),
		scriptAt: (home, script) => {
			// Its ending makes the editor paint it as shell.
			const uri = Uri.from({ scheme: scriptScheme, path: '/clean.sh', query: home });
			scripts.set(home, script);
			files.outdate();
			return uri;
		},
		dispose: () => Disposable.from(listener, panels, files).dispose(),
	};
}

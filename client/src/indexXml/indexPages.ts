/** The pages that preview index.xml, one for each set-up: they follow the files and the repository. */
import { basename, dirname } from 'node:path';
import * as l10n from '@vscode/l10n';
import { Disposable, type LogOutputChannel, RelativePattern, Uri, workspace } from 'vscode';
import { createKeptPanels } from '../health/keptPanels.ts';
import type { TextMessage } from '../health/textMessages.ts';
import type { LanguageServer } from '../server/languageServer.ts';
import { createPace, type Pace } from '../ui/pace.ts';
import type { FromIndexPage, ToIndexPage } from './indexMessages.ts';

export interface IndexPages extends Disposable {
	/** Shows the page of a set-up, and tells whether it was there already. */
	show(home: string): boolean;
	/** Reads the preview of a set-up again, and shows it. Of several readings, the last one counts. */
	update(home: string): Promise<void>;
}

export interface IndexWork {
	/** What the page of a set-up has to show. */
	read(home: string): Promise<ToIndexPage>;
	/** Does what a page asks for. */
	receive(home: string, message: Exclude<FromIndexPage, TextMessage>): Promise<void>;
}

/** Milliseconds from a change until it is followed, and at least from one reading to the next. */
const soon = 200;
const gap = 3000;

/** So many files are watched; where each subarch has its own, there may be thousands. */
const mostWatched = 200;

interface Followed {
	readonly pace: Pace;
	/** The paths of the files, as one text. */
	watched: string;
	watches: Disposable;
}

export function createIndexPages(
	distribution: Uri,
	server: Pick<LanguageServer, 'onDidChangeSetup'>,
	log: LogOutputChannel,
	{ read, receive }: IndexWork,
): IndexPages {
	const followed = new Map<string, Followed>();
	const turns = new Map<string, number>();
	const panels = createKeptPanels<ToIndexPage, FromIndexPage>(
		{
			type: 'metro.indexPreview',
			name: 'index',
			title: (home) => l10n.t('index.xml: {0}', basename(home)),
			receive,
			closed: (home) => {
				const one = followed.get(home);
				followed.delete(home);
				one?.pace.dispose();
				one?.watches.dispose();
			},
		},
		distribution,
		log,
	);
	const update = async (home: string): Promise<void> => {
		const turn = (turns.get(home) ?? 0) + 1;
		turns.set(home, turn);
		const message = await read(home);
		if (turns.get(home) !== turn || !panels.homes().includes(home)) return;
		if (message.kind === 'preview')
			follow(
				home,
				message.preview.files.map(({ path }) => path),
			);
		await panels.send(home, message);
	};
	const changed = (home: string): void => followed.get(home)?.pace.changed();
	/** A page that is out of sight reads anew when it is shown again. */
	const updateSeen = (home: string): void => {
		if (panels.isSeen(home)) update(home).catch((error: unknown) => log.error(`Preview index.xml: ${error}`));
	};
	const follow = (home: string, files: readonly string[]): void => {
		const paths = files.slice(0, mostWatched);
		const before = followed.get(home);
		const watched = paths.join('\n');
		if (before?.watched === watched) return;
		before?.watches.dispose();
		const pace = before?.pace ?? createPace(soon, gap, () => updateSeen(home));
		const watches = Disposable.from(...paths.map((path) => watchFile(path, () => changed(home))));
		followed.set(home, { pace, watched, watches });
	};
	const listeners = Disposable.from(
		server.onDidChangeSetup(({ summary }) => changed(summary.home)),
		workspace.onDidGrantWorkspaceTrust(() => panels.homes().forEach(updateSeen)),
	);
	return {
		show: panels.show,
		update,
		dispose: () => {
			for (const { pace, watches } of followed.values()) Disposable.from(pace, watches).dispose();
			Disposable.from(listeners, panels).dispose();
		},
	};
}

function watchFile(path: string, changed: () => void): Disposable {
	const pattern = new RelativePattern(Uri.file(dirname(path)), basename(path));
	const watcher = workspace.createFileSystemWatcher(pattern);
	return Disposable.from(
		watcher,
		watcher.onDidCreate(changed),
		watcher.onDidChange(changed),
		watcher.onDidDelete(changed),
	);
}

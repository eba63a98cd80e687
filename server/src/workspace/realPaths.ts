/** The real paths of open documents: an editor may have opened a file through a link. */
import { undefinedIfUnreadable } from '../base/fileSystem.ts';
import type { Follower } from '../watching/follower.ts';
import type { OpenDocument, OpenDocuments } from './openDocuments.ts';
import { pathOf } from './uris.ts';

export interface RealPaths {
	/** Resolves the real path of the open document at `path`, once. True if it differs from `path`. */
	find(path: string): Promise<boolean>;
	/** The real path of the document at `path`, as far as resolved. */
	of(path: string): string;
	/** The document open under this path, or under one that leads to it. */
	document(path: string): OpenDocument | undefined;
}

/** @param moved called when open documents may have other real paths, because a link on their way changed */
export function createRealPaths(documents: OpenDocuments, follower: Follower, moved: () => void): RealPaths {
	/** By the path under which a document was opened. */
	const looks = new Map<string, Promise<string | undefined>>();
	const elsewhere = new Map<string, string>();
	/** The reverse map. */
	const openedAs = new Map<string, string>();
	const recorder = follower.record();
	const topic = follower.topic(() => void lookAgain(), true);
	documents.onClosed((uri) => {
		const path = pathOf(uri);
		if (path === undefined) return;
		looks.delete(path);
		openedAs.delete(elsewhere.get(path) ?? '');
		elsewhere.delete(path);
		recorder.forget((one) => one === path);
	});

	/** Its real path, if that differs. */
	async function lookAt(path: string): Promise<string | undefined> {
		const look = undefinedIfUnreadable(() => recorder.realPath(path));
		looks.set(path, look);
		const real = await look;
		topic.cover({ footprint: recorder.footprint, directories: [] });
		if (real === undefined || real === path || looks.get(path) !== look) return undefined;
		elsewhere.set(path, real);
		openedAs.set(real, path);
		return real;
	}

	async function lookAgain(): Promise<void> {
		const paths = [...looks.keys()];
		recorder.renew();
		elsewhere.clear();
		openedAs.clear();
		await Promise.all(paths.map(lookAt));
		moved();
	}

	return {
		async find(path) {
			if (!looks.has(path) && documents.atPath(path) !== undefined) return (await lookAt(path)) !== undefined;
			await looks.get(path);
			return false;
		},
		of: (path) => elsewhere.get(path) ?? path,
		document: (path) => documents.atPath(path) ?? documents.atPath(openedAs.get(path) ?? ''),
	};
}

/** Where open documents really are: an editor may have opened a file by a path that leads through a link. */
import { undefinedIfUnreadable } from '../base/fileSystem.ts';
import type { Follower } from '../watching/follower.ts';
import type { OpenDocument, OpenDocuments } from './openDocuments.ts';
import { pathOf } from './uris.ts';

export interface RealPaths {
	/** Looks once where the open document at `path` is; true if that turned out to be elsewhere than its path says. */
	find(path: string): Promise<boolean>;
	/** Where the document at `path` is, as far as that was looked for. */
	of(path: string): string;
	/** The document that is open by this path, or by one that leads to it. */
	document(path: string): OpenDocument | undefined;
}

/** @param moved is told when open documents may be elsewhere than before, because of a link on their way */
export function createRealPaths(documents: OpenDocuments, follower: Follower, moved: () => void): RealPaths {
	/** By the path that a document was opened by. */
	const looks = new Map<string, Promise<string | undefined>>();
	const elsewhere = new Map<string, string>();
	/** The same the other way round. */
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

	/** The path it really has, if that is another one. */
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

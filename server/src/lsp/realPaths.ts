/** Where open documents really are: an editor may have opened a file by a path that leads through a link. */
import type { FileReader } from '../base/fileSystem.ts';
import { quietly } from '../base/quietly.ts';
import { type OpenDocument, type OpenDocuments, pathOf } from './documents.ts';

export interface RealPaths {
	/** Looks once where the open document at `path` is; true if that turned out to be elsewhere than its path says. */
	find(path: string): Promise<boolean>;
	/** Where the document at `path` is, as far as that was looked for. */
	of(path: string): string;
	/** The document that is open by this path, or by one that leads to it. */
	document(path: string): OpenDocument | undefined;
}

export function createRealPaths(documents: OpenDocuments, files: FileReader): RealPaths {
	/** By the path that a document was opened by. */
	const looks = new Map<string, Promise<string | undefined>>();
	const elsewhere = new Map<string, string>();
	/** The same the other way round. */
	const openedAs = new Map<string, string>();
	documents.onClosed((uri) => {
		const path = pathOf(uri);
		if (path === undefined) return;
		looks.delete(path);
		openedAs.delete(elsewhere.get(path) ?? '');
		elsewhere.delete(path);
	});
	return {
		async find(path) {
			if (looks.has(path) || documents.atPath(path) === undefined) {
				await looks.get(path);
				return false;
			}
			const look = quietly(() => files.realPath(path));
			looks.set(path, look);
			const real = await look;
			if (real === undefined || real === path || looks.get(path) !== look) return false;
			elsewhere.set(path, real);
			openedAs.set(real, path);
			return true;
		},
		of: (path) => elsewhere.get(path) ?? path,
		document: (path) => documents.atPath(path) ?? documents.atPath(openedAs.get(path) ?? ''),
	};
}

/** The addresses of details: the subarch in the path, and the home of its set-up in the query. */
import { Uri } from 'vscode';
import type { RowNode } from '../view/treeNode.ts';

export const detailsScheme = 'metro-details';

/** Its ending makes the editor take it for Markdown. */
const ending = '.md';

/** @param id `build/arch/subarch` */
export function detailsAddress(home: string, id: string): Uri {
	return Uri.from({ scheme: detailsScheme, path: `/${id}${ending}`, query: home });
}

/** What an address is about. */
export function aboutOf({ path, query }: Uri): Pick<RowNode, 'home' | 'id'> {
	return { home: query, id: path.slice(1, -ending.length) };
}

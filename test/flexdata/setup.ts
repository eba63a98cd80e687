/** A set-up written down in a test: files by name, the first of them the entry. */
import {
	type Collection,
	type CollectOptions,
	collect,
	createResolver,
	type Resolver,
} from '../../server/src/flexdata/index.ts';
import { memoryReader } from './memoryFiles.ts';

/** Where the files of a test lie. */
export const home = '/home/metro';

export interface TestSetup {
	readonly collection: Collection;
	readonly resolver: Resolver;
}

/** Collects the first of `files` (relative to `home`), with further options where a test needs them. */
export async function setUp(
	files: Readonly<Record<string, string>>,
	options: Partial<CollectOptions> = {},
): Promise<TestSetup> {
	const absolute = new Map(Object.entries(files).map(([path, text]) => [`${home}/${path}`, text]));
	const [entry = home] = absolute.keys();
	const read = options.read ?? memoryReader(absolute);
	const collection = await collect({
		entries: [entry],
		arguments: new Map(),
		directory: home,
		dialect: '2019',
		...options,
		read,
	});
	return { collection, resolver: createResolver(collection, read) };
}

/** The text at a place in a set-up's files. */
export function textAt(
	{ texts }: Collection,
	place:
		| { readonly path: string; readonly span: { readonly start: number; readonly end: number } }
		| undefined,
): string | undefined {
	const file = place && texts.get(place.path);
	return file?.kind === 'text' ? file.text.slice(place?.span.start, place?.span.end) : undefined;
}

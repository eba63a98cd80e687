/** A set-up as the features see it, made from a fixture, and a document in it. */
import type { DocumentView } from '../../../server/src/features/documentView.ts';
import type { SettingsContext } from '../../../server/src/features/flexdata/settingsContext.ts';
import { noLibrary } from '../../../server/src/setup/configuration/configLibrary.ts';
import { type ConfigFixture, configFixture } from '../../support/configFixture.ts';
import { documentOf, withCursor } from '../../support/cursor.ts';

/** A file alone, without a set-up. */
export const nowhere: SettingsContext = {
	version: '2015-11',
	install: undefined,
	library: noLibrary,
	evaluation: undefined,
	isPlanned: false,
	namedInBuildbot: async () => [],
	uriOf: (path) => `file://${path}`,
	isFile: async () => false,
	problemsPage: 'file:///docs/diagnostics.md',
};

export interface Scene {
	readonly fixture: ConfigFixture;
	readonly context: SettingsContext;
	/** The file with the cursor; without one, `/metro/etc/master.conf`. */
	readonly document: DocumentView;
	readonly offset: number;
	open(path: string): DocumentView;
}

/** Reads a fixture; its `‸` is the cursor. */
export async function sceneOf(text: string): Promise<Scene> {
	const fixture = await configFixture(text);
	const { look, evaluation, files, cursor } = fixture;
	const { version, install, library } = look;
	const open = (path: string): DocumentView => {
		const content = files.get(path);
		if (content === undefined) throw new Error(`no file ${path} in the fixture`);
		return documentOf(content, path);
	};
	return {
		fixture,
		context: {
			...nowhere,
			...{ version, install, library, evaluation },
			isFile: async (path) => files.has(path),
		},
		document: open(cursor?.path ?? '/metro/etc/master.conf'),
		offset: cursor?.offset ?? 0,
		open,
	};
}

/** One file, `/metro/etc/master.conf`, with a cursor written as `|`. */
export async function masterScene(marked: string): Promise<Scene> {
	const { text, offset } = withCursor(marked);
	const scene = await sceneOf(`//- /metro/etc/master.conf\n${text}`);
	return { ...scene, offset };
}

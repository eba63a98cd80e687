/** Page tests in one editor: started before them, ended after them, with a picture of each test that failed. */
import { join } from 'node:path';
import { after, afterEach } from 'node:test';
import { makeSampleHome, type SampleHome } from '../../../scripts/sample/makeSampleHome.ts';
import { releases } from '../../../scripts/vscode/codeServerInstall.ts';
import { type Editor, startEditor } from '../../../scripts/vscode/editor.ts';
import { exitOnSignals } from '../../../scripts/vscode/processes.ts';
import type { Settings } from '../../../scripts/vscode/settings.ts';
import { keepPicture, type Workbench } from '../../../scripts/vscode/workbench.ts';
import { releaseVariable, vsixVariable } from './pageVariables.ts';

export interface EditorTestContext {
	editor(): Promise<Editor>;
	/** Opens a folder in its own window. */
	open(folder: string): Promise<Workbench>;
	/** Makes a sample home of this name, in which a build takes so many seconds. */
	sample(name: string, seconds?: number): Promise<SampleHome>;
}

/** Where pictures and logs of failures are kept. */
const evidence = join(import.meta.dirname, '..', '..', '..', 'out', 'editor', 'pages');

/** Registers the hooks of a file of page tests; the editor is started when it is first asked for. */
export function editorTests(options: {
	readonly trusted: boolean;
	readonly settings?: Settings;
}): EditorTestContext {
	exitOnSignals();
	let started: Promise<Editor> | undefined;
	const opened: Workbench[] = [];
	const editor = (): Promise<Editor> => {
		const vsix = process.env[vsixVariable];
		if (vsix === undefined) throw new Error('page tests are run by test/editor/run.ts');
		const release = releases.find(({ version }) => version === process.env[releaseVariable]);
		started ??= startEditor({ ...options, vsix, ...(release !== undefined && { release }) });
		return started;
	};
	let failed = false;
	afterEach(async (context) => {
		if (!('passed' in context) || context.passed) return;
		failed = true;
		for (const { page } of opened) if (!page.isClosed()) await keepPicture(page, evidence, context.name);
	});
	after(async () => {
		const editor = await started;
		if (editor === undefined) return;
		if (failed) await editor.keepLogs(evidence);
		await editor.stop();
	});
	return {
		editor,
		async open(folder) {
			const workbench = await (await editor()).open(folder);
			opened.push(workbench);
			return workbench;
		},
		async sample(name, seconds = 3) {
			const folder = join((await editor()).place, name);
			return makeSampleHome(folder, { now: new Date(), runner: process.pid, seconds });
		},
	};
}

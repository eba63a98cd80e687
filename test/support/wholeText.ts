/** Compares texts for people with the recorded ones. `npm run update` records them again. */
import { join } from 'node:path';
import type { TestContext } from 'node:test';

const root = join(import.meta.dirname, '../..');

/** @param file where the text is kept, relative to the project */
export function assertWholeText(t: TestContext, text: string, file: string): void {
	try {
		t.assert.fileSnapshot(text, join(root, file), { serializers: [String] });
	} catch (error) {
		const hint = `If the new text is right, record it as ${file} with "npm run update".`;
		throw new Error(`${hint}\n${error instanceof Error ? error.message : String(error)}`);
	}
}

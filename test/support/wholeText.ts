/** Compares texts for people with the recorded ones. `npm run update` records them again. */
import { join } from 'node:path';
import type { TestContext } from 'node:test';

const root = join(import.meta.dirname, '../..');

/** @param file where the text is kept, relative to the project */
export function assertWholeText(t: TestContext, text: string, file: string): void {
	t.assert.fileSnapshot(text, join(root, file), { serializers: [String] });
}

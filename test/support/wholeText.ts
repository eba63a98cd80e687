/** Texts that people read, compared as a whole with what is kept of them. `npm run update` keeps what they are now. */
import { join } from 'node:path';
import type { TestContext } from 'node:test';

const root = join(import.meta.dirname, '../..');

/** @param file where the text is kept, relative to the project */
export function assertWholeText(t: TestContext, text: string, file: string): void {
	t.assert.fileSnapshot(text, join(root, file), { serializers: [String] });
}

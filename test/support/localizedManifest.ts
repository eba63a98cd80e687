/** The manifest as the editor reads it: `%key%` replaced with the text of `package.nls.json`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** A JSON file of the project, by its path from the root. */
export function readProjectJson(file: string): unknown {
	return JSON.parse(readFileSync(join(root, file), 'utf8'));
}

/** Every `%key%` of the manifest, in its order. */
export function manifestKeys(): readonly string[] {
	const text = readFileSync(join(root, 'package.json'), 'utf8');
	return [...text.matchAll(/"%([^"%]+)%"/g)].map(([, key = '']) => key);
}

/** A key without a text stays as it is. */
export function localizedManifest(): unknown {
	const texts = readProjectJson('package.nls.json') as Readonly<Record<string, string>>;
	return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'), (_key, value: unknown) => {
		const key = typeof value === 'string' ? /^%([^%]+)%$/.exec(value)?.[1] : undefined;
		return key === undefined ? value : (texts[key] ?? value);
	});
}

/** The Python of an installation, read as text for its keys and steps, and never run. */
import type { FileReader } from '../../base/fileSystem.ts';
import { undefinedIfUnreadable } from '../../base/fileSystem.ts';
import type { ReadText } from '../../base/readText.ts';

/** Where Metro's program lies, below an installation. */
const folders = ['modules', 'modules/targets'] as const;

/** A limit far above any version's number of files. */
const mostScripts = 200;

/** The texts of Metro's program and modules below `install`, by path; those that cannot be read are left out. */
export async function readScripts(
	install: string,
	files: FileReader,
	read: ReadText,
): Promise<ReadonlyMap<string, string>> {
	const paths = [`${install}/metro`];
	for (const folder of folders) {
		const entries = (await undefinedIfUnreadable(() => files.list(`${install}/${folder}`))) ?? [];
		for (const { name } of entries) if (name.endsWith('.py')) paths.push(`${install}/${folder}/${name}`);
	}
	const texts = new Map<string, string>();
	for (const path of paths.slice(0, mostScripts)) {
		const found = await read(path);
		if (found.kind === 'text') texts.set(path, found.text);
	}
	return texts;
}

/** Reads the plain values of a file in Metro's language, as far as the sample's own files need it: nothing is collected. */

/** Gives the values by full key, `section/key`; `path/config` is replaced if it is known, as Metro sets it itself. */
export function readMetroFile(text: string, config = ''): ReadonlyMap<string, string> {
	const values = new Map<string, string>();
	let section = '';
	for (const line of text.split('\n')) {
		const heading = /^\[section ([^\s\]]+)/.exec(line)?.[1];
		if (heading !== undefined) section = heading;
		const element = /^([^\s:#[]*): (?!\[$)(.*)$/.exec(line);
		if (element === null) continue;
		const [, key = '', value = ''] = element;
		values.set(key === '' ? section : `${section}/${key}`, value.replaceAll('$[path/config]', config));
	}
	return values;
}

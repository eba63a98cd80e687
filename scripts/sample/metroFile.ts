/** Reads the plain values of a file in Metro's language, as far as the sample's own files need it; collects nothing. */

/** Returns the values by full key, `section/key`. Replaces `path/config` if it is known, because Metro sets it itself. */
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

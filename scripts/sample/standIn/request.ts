/** Parses the command line with which Metro's buildbot starts `metro`. */

/** What to build. */
export interface BuildRequest {
	readonly build: string;
	readonly arch: string;
	readonly subarch: string;
	/** Date of the build, `YYYY-MM-DD`. */
	readonly version: string;
	/** Metro's multi-target, for instance `full` or `freshen`. */
	readonly mode: string;
	/** Further targets after those of the mode. */
	readonly extras: readonly string[];
}

/**
 * Reads `[-d] multi: yes target/build: B target/arch_desc: A target/subarch: S target/version: V multi/mode: M`, and
 * `multi/extras: E` if there are extras, joined with a space (Metro 2015) or with + (Metro 2019). Returns a sentence if
 * something is missing.
 */
export function readRequest(args: readonly string[]): BuildRequest | string {
	const words = args.slice(args.findIndex((arg) => !arg.startsWith('-')));
	const values = new Map<string, string>();
	for (let index = 0; index + 1 < words.length; index += 2) {
		const key = words[index] ?? '';
		if (!key.endsWith(':')) return `argument '${key}' does not end in a colon`;
		values.set(key.slice(0, -1), words[index + 1] ?? '');
	}
	const needed = ['target/build', 'target/arch_desc', 'target/subarch', 'target/version', 'multi/mode'];
	const missing = needed.filter((key) => (values.get(key) ?? '') === '');
	if (missing.length > 0) return `missing: ${missing.map((key) => `${key}:`).join(' ')}`;
	if (values.get('multi') !== 'yes') return 'only multi: yes is known here';
	const [build = '', arch = '', subarch = '', version = '', mode = ''] = needed.map((key) => values.get(key));
	const extras = (values.get('multi/extras') ?? '').split(/[ +]/).filter((word) => word !== '');
	return { build, arch, subarch, version, mode, extras };
}

/** What the features of `.buildbot` need to know of the set-up the file belongs to. */

/** A subarch by name, with what is known of it. */
export interface SubarchFacts {
	readonly name: string;
	/** The arch directories it may lie in, as `x86-64bit`. */
	readonly arch: string | undefined;
	readonly cflags: string | undefined;
	readonly chost: string | undefined;
	readonly use: readonly string[];
	/** Where it is known from. */
	readonly source: 'installation' | 'repository' | 'known';
}

export interface BuildbotContext {
	/** Each name once: from the installation, the repository and the known list. */
	readonly subarches: readonly SubarchFacts[];
	/** Names of arches and builds that the installation, the repository or Metro know. */
	readonly arches: readonly string[];
	readonly builds: readonly string[];
	/** What `map_build` may ask for: modes and extras of the installation, else Metro's. */
	readonly modes: readonly string[];
	readonly extras: readonly string[];
}

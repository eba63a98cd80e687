/** Trying `map_build` of an open `.buildbot`. */

/** What is known of the last build; as `map_build` gets it. */
export interface MapBuildTrial {
	readonly build: string;
	readonly arch: string;
	readonly subarch: string;
	readonly full: boolean;
	/** The day of the last full build; absent: there was none. */
	readonly fullDate?: string;
}

export interface MapBuildParams {
	readonly uri: string;
	/** Absent: only the choices are wanted. */
	readonly trial?: MapBuildTrial;
}

export interface TriedMapBuild {
	/** The names that the text has, at most a few thousand of each. */
	readonly builds: readonly string[];
	readonly arches: readonly string[];
	readonly subarches: readonly string[];
	/** `map_build` gets the arch as well. */
	readonly takesArch: boolean;
	/** What it answers, or why it does not; absent without a trial. */
	readonly text?: string;
}

/** The context keys that we set for `when` clauses; package.json uses no other of ours (test/manifest.test.ts). */
export const contextKeys = {
	/** A `ViewState`. */
	state: 'metro.state',
	/** True while the rows of the view are filtered. */
	filtered: 'metro.isFiltered',
	/** The words of the row (`RowItem.contextValue`) whose details are in front; empty: there are none. */
	detailsItem: 'metro.detailsItem',
	/** True while something is wrong with a set-up. */
	trouble: 'metro.hasTrouble',
	/** True for a moment when a build of this window has left a complete build. */
	built: 'metro.hasBuilt',
	/** True for a moment when Clean has made a plan. */
	planned: 'metro.hasPlanned',
	/** True for a moment when `buildrepo` has run in a terminal. */
	usedBuildrepo: 'metro.hasUsedBuildrepo',
} as const;

/**
 * Metro's buildrepo as it is run today (2024), one mirror for several build hosts.
 * Metro: scripts/buildrepo (macaroni-os/metro d7996c1).
 */

import { hashEnding } from '../archives/digestRules.ts';
import { findTargetArchives } from '../archives/targetArchives.ts';
import { subarchIndex2024 } from '../indexTree/indexTree2024.ts';
import { type Dialect, mostRecent } from './dialect.ts';

export const dialect2024: Dialect = {
	name: '2024',
	buildKey: 'release',
	extrasSeparator: '+',
	failsNamesArtifacts: true,
	failsNamesError: true,
	namesMissingArches: false,
	locksNameHosts: true,
	runsAllCommands: false,
	needsTargets: true,
	namesQaBuilds: false,
	readsStatus: () => true,
	// Without a status the build is incomplete, and clean gives it up after two days.
	needsStatus: () => false,
	isComplete: ({ statusOk }) => statusOk === true,
	findArtifacts: ({ names, targets }) => findTargetArchives(names, targets),
	// Every complete build counts as a full one, as in 2019.
	latestFull: mostRecent,
	indexes: { kind: 'each', element: subarchIndex2024 },
	digests: {
		wholeMirror: true,
		followsLinks: false,
		takesLinks: false,
		companions: [hashEnding, '.gpg'],
		announcesCompanions: false,
		marks: { hashed: 'h', known: '', end: '' },
		isArchive: (name) => /\.(?:xz|iso)$/.test(name),
	},
};

/**
 * Metro's buildrepo since October 2019.
 * Metro: scripts/buildrepo (funtoo/metro a728df2).
 */
import { findArchive } from '../archives/artifacts.ts';
import { hashEnding } from '../archives/digestRules.ts';
import { indexTree2019 } from '../indexTree/indexTree2019.ts';
import { type Dialect, mostRecent } from './dialect.ts';

/** How the archives of the flavors are named, by flavor. */
const flavors = [
	{ flavor: 'gnome', start: 'gnome-', middle: '' },
	{ flavor: 'lxd', start: 'lxd-', middle: '' },
	{ flavor: 'openvz', start: 'funtoo-', middle: '-openvz-' },
	{ flavor: 'stage3', start: 'stage3', middle: '' },
] as const;

export const dialect2019: Dialect = {
	name: '2019',
	buildKey: 'release',
	extrasSeparator: '+',
	failsNamesArtifacts: true,
	failsNamesError: false,
	namesMissingArches: true,
	locksNameHosts: false,
	runsAllCommands: false,
	needsTargets: false,
	namesQaBuilds: true,
	readsStatus: () => true,
	needsStatus: () => true,
	isComplete: (directory) => {
		if (directory.statusOk === true) return true;
		const stage3 = findArchive(
			directory.names.filter((name) => !directory.dangling.has(name)),
			'stage3',
		);
		return directory.name.kind === 'dated' && stage3 !== undefined;
	},
	findArtifacts: (directory) =>
		flavors.flatMap(({ flavor, start, middle }) => {
			const name = findArchive(directory.names, start, middle);
			return name === undefined ? [] : [{ flavor, name }];
		}),
	// This generation treats every complete build as a full one.
	latestFull: mostRecent,
	indexes: { kind: 'whole', tree: indexTree2019 },
	digests: {
		wholeMirror: false,
		followsLinks: true,
		takesLinks: true,
		companions: [hashEnding, '.gpg'],
		announcesCompanions: true,
		marks: { hashed: 'h', known: '', end: '\n' },
		isArchive: (name) => /(?:^|\.)tar\.(?:gz|bz2|xz)$/.test(name),
	},
};

/**
 * Metro's buildrepo as the documentation describes it (2015).
 * Metro: scripts/buildrepo (funtoo/metro dcfe269; 2082726 for March 2015).
 */
import { isStageArchive } from '../archives/artifacts.ts';
import { hashEnding } from '../archives/digestRules.ts';
import { indexTree2015 } from '../indexTree/indexTree2015.ts';
import { type BuildDirectory, type Dialect, mostRecent } from './dialect.ts';

export const dialect2015: Dialect = {
	name: '2015',
	buildKey: 'build',
	extrasSeparator: ' ',
	failsNamesArtifacts: false,
	failsNamesError: false,
	namesMissingArches: false,
	locksNameHosts: false,
	runsAllCommands: true,
	needsTargets: false,
	namesQaBuilds: true,
	readsStatus: (kind) => kind === 'qa',
	// Only QA builds are marked as done by a status file.
	needsStatus: (kind) => kind === 'qa',
	isComplete: (directory) =>
		directory.name.kind === 'qa' ? directory.statusOk === true : findStage3(directory) !== undefined,
	findArtifacts: (directory) => {
		const name = findStage3(directory);
		return name === undefined ? [] : [{ flavor: 'stage3', name }];
	},
	latestFull: (complete) => mostRecent(complete.filter((build) => build.full)),
	indexes: { kind: 'whole', tree: indexTree2015 },
	digests: {
		wholeMirror: true,
		followsLinks: false,
		takesLinks: true,
		companions: [hashEnding],
		announcesCompanions: false,
		marks: { hashed: '.', known: 'e', end: '\n' },
		isArchive: (name) => /\.tar\./.test(name) && !name.endsWith('.txt'),
	},
};

function findStage3(directory: BuildDirectory): string | undefined {
	return directory.names.find((name) => isStageArchive(name, 3) && !directory.dangling.has(name));
}

/** Metro's buildrepo as the documentation describes it (2015). */
import { isStageArchive } from './artifacts.ts';
import { type BuildLook, type Dialect, mostRecent } from './dialect.ts';
import { hashEnding } from './digestRules.ts';
import { indexTree2015 } from './indexTree2015.ts';

export const dialect2015: Dialect = {
	name: '2015',
	buildKey: 'build',
	extrasSeparator: ' ',
	failsNamesArtifacts: false,
	namesMissingArches: false,
	// Only QA builds are marked as done by a status file.
	needsStatus: (kind) => kind === 'qa',
	isComplete: (look) => (look.name.kind === 'qa' ? look.statusOk === true : findStage3(look) !== undefined),
	findArtifacts: (look) => {
		const name = findStage3(look);
		return name === undefined ? [] : [{ flavor: 'stage3', name }];
	},
	latestFull: (complete) => mostRecent(complete.filter((build) => build.full)),
	indexTree: indexTree2015,
	digests: {
		wholeMirror: true,
		followsLinks: false,
		companions: [hashEnding],
		announcesCompanions: false,
		isArchive: (name) => /\.tar\./.test(name) && !name.endsWith('.txt'),
	},
};

function findStage3(look: BuildLook): string | undefined {
	return look.names.find((name) => isStageArchive(name, 3) && !look.dangling.has(name));
}

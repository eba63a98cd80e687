/**
 * index.xml of 2024: one file for each subarch, with the artifacts of its latest build.
 * Metro: `index.xml` in scripts/buildrepo (macaroni-os/metro d7996c1).
 */

import { numbers, type SubarchIndex } from './indexTree.ts';
import { artifactElements } from './indexTree2019.ts';

export const subarchIndex2024: SubarchIndex = async (subarch, latest, repository, sources) => {
	// The day as the directory has it, which may lack a zero.
	const children = await artifactElements(subarch, latest, latest.day, repository, sources);
	// Without an artifact, Metro does not read build-info.json either.
	const info = children.length === 0 ? undefined : await sources.buildInfo(latest);
	// The number of builds takes the place of an attribute of that name.
	const attributes = new Map([...(info ?? []), ['builds', numbers(children.length)] as const]);
	return { name: 'subarch', attributes: [...attributes], children };
};

/**
 * index.xml of 2019: one element for each subarch of each build, with the artifacts of its latest build.
 * Metro: `index.xml` in scripts/buildrepo (funtoo/metro a728df2).
 */
import { formatDay } from '../../base/civilTime.ts';
import { diskUseText } from '../diskUseText.ts';
import type { DatedBuild, Repository, Subarch } from '../model.ts';
import { type IndexSources, type IndexTree, numbers, withBuildInfo, type XmlElement } from './indexTree.ts';

export const indexTree2019: IndexTree = async (repository, policy, sources) => {
	const children: XmlElement[] = [];
	for (const subarch of repository.subarches) {
		const latest = subarch.latest;
		if (latest === undefined || policy.indexIgnoreBuilds.includes(subarch.build)) continue;
		const builds = await artifactElements(subarch, latest, formatDay(latest.date), repository, sources);
		// Without an artifact, Metro does not read build-info.json either.
		const info = builds.length === 0 ? undefined : await sources.buildInfo(latest);
		const attributes = withBuildInfo(
			[
				['name', subarch.subarch],
				['builds', numbers(builds.length)],
			],
			info,
		);
		children.push({ name: 'subarch', attributes, children: builds });
	}
	return { name: 'subarches', attributes: [], children };
};

/** An element for each artifact of a subarch's latest build, which is of `day`, numbered from 1. */
export async function artifactElements(
	subarch: Subarch,
	latest: DatedBuild,
	day: string,
	{ mirror }: Repository,
	sources: IndexSources,
): Promise<readonly XmlElement[]> {
	const inMirror = (path: string): string => path.slice(mirror.length);
	const elements: XmlElement[] = [];
	for (const artifact of latest.artifacts) {
		const path = `${latest.path}/${artifact.name}`;
		elements.push({
			name: 'build',
			attributes: [
				['id', String(elements.length + 1)],
				['variant', artifact.flavor],
				['release', subarch.build],
				['path', inMirror(subarch.path)],
				['latest', day],
				['download', inMirror(path)],
				['size', `${diskUseText(await sources.diskUse(path))}B`],
			],
			children: [],
		});
	}
	return elements;
}

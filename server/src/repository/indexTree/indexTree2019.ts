/**
 * index.xml of 2019: one element for each subarch of each build, with the artifacts of its latest build.
 * Metro: `index.xml` in scripts/buildrepo (funtoo/metro a728df2).
 */
import { formatDay } from '../../base/civilTime.ts';
import { diskUseText } from '../diskUseText.ts';
import { type IndexTree, numbers, withBuildInfo, type XmlElement } from './indexTree.ts';

export const indexTree2019: IndexTree = async (repository, policy, sources) => {
	const children: XmlElement[] = [];
	for (const subarch of repository.subarches) {
		const latest = subarch.latest;
		if (latest === undefined || policy.indexIgnoreBuilds.includes(subarch.build)) continue;
		const inMirror = (path: string): string => path.slice(repository.mirror.length);
		const builds: XmlElement[] = [];
		for (const artifact of latest.artifacts) {
			const path = `${latest.path}/${artifact.name}`;
			builds.push({
				name: 'build',
				attributes: [
					['id', String(builds.length + 1)],
					['variant', artifact.flavor],
					['release', subarch.build],
					['path', inMirror(subarch.path)],
					['latest', formatDay(latest.date)],
					['download', inMirror(path)],
					['size', `${diskUseText(await sources.diskUse(path))}B`],
				],
				children: [],
			});
		}
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

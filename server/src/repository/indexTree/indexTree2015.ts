/**
 * index.xml of 2015: subarches in order of first appearance, each with its builds and variants; failed builds first.
 * Metro: `index.xml` in scripts/buildrepo (funtoo/metro dcfe269).
 */
import { formatDay } from '../../base/civilTime.ts';
import { append } from '../../base/collections.ts';
import { countOf, type Repository, type Subarch } from '../model.ts';
import { type IndexTree, numbers, withBuildInfo, type XmlElement } from './indexTree.ts';

const pure = '-pure64';
const hardened = '-hardened';

export const indexTree2015: IndexTree = async (repository, _policy, sources) => {
	const groups = new Map<string, Subarch[]>();
	for (const subarch of repository.subarches) {
		append(groups, without(subarch.subarch, pure), subarch);
	}
	const failed: XmlElement[] = [];
	const elements: XmlElement[] = [];
	for (const [name, group] of groups) {
		// Builds that are still being prepared are not announced.
		const announced = group.filter((subarch) => !subarch.build.endsWith('-next'));
		const builds = announced.map((subarch, i) => buildElement(repository, subarch, i + 1));
		announced.forEach((subarch, i) => {
			const count = countOf(subarch) ?? 0;
			const build = builds[i];
			if (build !== undefined && count > 0) failed.push(failedElement(build, failed.length + 1, count));
		});
		let info: readonly (readonly [string, string])[] | undefined;
		for (const subarch of announced) {
			info ??= subarch.latest === undefined ? undefined : await sources.buildInfo(subarch.latest);
		}
		const attributes = withBuildInfo(
			[
				['name', name],
				['builds', numbers(builds.length)],
			],
			info,
		);
		elements.push({ name: 'subarch', attributes, children: builds });
	}
	const fails: XmlElement = {
		name: 'fails',
		attributes: [['builds', numbers(failed.length)]],
		children: failed,
	};
	return { name: 'subarches', attributes: [], children: [fails, ...elements] };
};

/** `download` is where Metro would put an xz archive of that day, whether or not it exists. */
function buildElement(repository: Repository, subarch: Subarch, id: number): XmlElement {
	const variants: string[] = [];
	if (subarch.subarch.endsWith(pure)) variants.push('pure64');
	if (subarch.build.endsWith(hardened)) variants.push('hardened');
	const path = subarch.path.slice(repository.mirror.length);
	const latest = subarch.latest === undefined ? 'None' : formatDay(subarch.latest.date);
	const archive = `stage3-${subarch.subarch}-${subarch.build}-${latest}.tar.xz`;
	const attributes: (readonly [string, string])[] = [
		['id', String(id)],
		['variant', variants.join('+')],
		['build', without(subarch.build, hardened)],
		['path', path],
		['latest', latest],
	];
	if (subarch.latest !== undefined) attributes.push(['download', `${path}/${latest}/${archive}`]);
	return { name: 'build', attributes, children: [] };
}

function failedElement(build: XmlElement, id: number, failcount: number): XmlElement {
	const attributes = build.attributes.map(
		([name, value]) => [name, name === 'id' ? String(id) : value] as const,
	);
	return { ...build, attributes: [...attributes, ['failcount', String(failcount)]] };
}

function without(text: string, ending: string): string {
	return text.endsWith(ending) ? text.slice(0, -ending.length) : text;
}

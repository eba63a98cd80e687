/** index.xml read back: which builds a mirror offers, whichever dialect wrote it. docs/index.xsd describes the file. */
import type { Problem } from '../base/problem.ts';
import { type ReadElement, readXml } from './readXml.ts';

/** One that is offered, or in 2015 one that failed lately. */
export interface IndexedBuild {
	/** Name of the element around it; absent for one that failed, which stands by itself. */
	readonly subarch?: string;
	/** `build` in 2015 (without `-hardened`, which is a variant), `release` in 2019. */
	readonly build: string;
	/** `pure64` and `hardened` in 2015; in 2019 the one flavor of the artifact, as `stage3`. */
	readonly variants: readonly string[];
	/** Directory of its subarch, from the mirror on, with a slash at its start. */
	readonly path: string;
	/** Day of the latest complete build; absent: it was never built. */
	readonly latest?: string;
	/** The archive, from the mirror on; absent: there is none. */
	readonly download?: string;
	/** 2019 only: its disk use for people, as `180MB`. */
	readonly size?: string;
	/** How often in a row it failed; absent where it stands under its subarch. */
	readonly failcount?: number;
}

export interface IndexReading {
	readonly builds: readonly IndexedBuild[];
	/** 2015 only: those that failed lately; each stands among `builds`, too. */
	readonly failed: readonly IndexedBuild[];
	readonly problems: readonly Problem<IndexProblemCode>[];
}

export type IndexProblemCode = 'broken-xml' | 'not-an-index' | 'build-without-path';

/** Reads the text of an index.xml. What it does not know it passes over; a build without a path is no build. */
export function readIndex(text: string): IndexReading {
	const reading = readXml(text);
	if (reading.kind === 'broken') return { builds: [], failed: [], problems: [reading.problem] };
	const { root } = reading;
	if (root.name !== 'subarches') {
		const message = `<${root.name}> is not what an index.xml holds: it should be <subarches>.`;
		return { builds: [], failed: [], problems: [problem('not-an-index', root, message)] };
	}
	const groups = root.children.filter(({ name }) => name === 'subarch' || name === 'fails');
	const builds: IndexedBuild[] = [];
	const failed: IndexedBuild[] = [];
	const problems: Problem<IndexProblemCode>[] = [];
	for (const group of groups) {
		for (const element of group.children.filter(({ name }) => name === 'build')) {
			const build = buildOf(element, group);
			if (build !== undefined) (group.name === 'fails' ? failed : builds).push(build);
			else problems.push(problem('build-without-path', element, 'This <build> has no path.'));
		}
	}
	return { builds, failed, problems };
}

function problem(code: IndexProblemCode, element: ReadElement, message: string): Problem<IndexProblemCode> {
	return { code, severity: 'error', span: element.span, message };
}

function buildOf(element: ReadElement, group: ReadElement): IndexedBuild | undefined {
	const attributes = new Map(element.attributes);
	const path = attributes.get('path');
	if (path === undefined) return undefined;
	const subarch = group.name === 'subarch' ? new Map(group.attributes).get('name') : undefined;
	const release = attributes.get('release');
	const variant = attributes.get('variant') ?? '';
	const latest = attributes.get('latest');
	const download = attributes.get('download');
	const size = attributes.get('size');
	const failcount = attributes.get('failcount') ?? '';
	return {
		...(subarch !== undefined && { subarch }),
		build: release ?? attributes.get('build') ?? '',
		variants: variant === '' ? [] : release === undefined ? variant.split('+') : [variant],
		path,
		...(latest !== undefined && latest !== 'None' && { latest }),
		...(download !== undefined && { download }),
		...(size !== undefined && { size }),
		...(/^\d{1,15}$/.test(failcount) && { failcount: Number(failcount) }),
	};
}

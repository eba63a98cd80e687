/** Probable mistakes in a `.buildbot` of Metro since December 2020. */
import type { Span } from '../base/span.ts';
import type { Outline } from './outline.ts';
import type { BuildbotProblem } from './problem.ts';
import type { Assigned } from './settings.ts';

/** The lists without which nothing is built. What is built here depends on the host. */
export const laterLists = ['builds', 'arches'] as const;

/** Lists of earlier versions. */
const unreadLists = ['all_builds', 'all_arches'] as const;

/** How Metro calls each function: by position, or by name. */
const mapBuildParameters = ['build', 'arch_desc', 'subarch', 'full', 'full_date'];
const getSubarchesParameters = ['hostname', 'release'];

export function laterProblems(assigned: Assigned, outline: Outline): BuildbotProblem[] {
	const place = (name: string): Span =>
		outline.assignments.findLast((assignment) => assignment.name === name)?.nameSpan ?? { start: 0, end: 0 };
	const problems: BuildbotProblem[] = [];
	for (const name of unreadLists) {
		if (!assigned.has(name)) continue;
		const message = `Metro since December 2020 does not read ${name}.`;
		problems.push({ code: 'list-unread', severity: 'warning', span: place(name), message, data: { name } });
	}
	if (!assigned.has('all_subarches')) {
		problems.push({
			code: 'all-subarches-unset',
			severity: 'warning',
			span: place('subarches'),
			message:
				"all_subarches is not set: Metro's buildrepo stops with a NameError as soon as the directory of an arch exists.",
			data: { add: ['all_subarches = subarches'] },
		});
	}
	return [...problems, ...parameterProblems(outline)];
}

function parameterProblems({ mapBuild, functions }: Outline): BuildbotProblem[] {
	const problems: BuildbotProblem[] = [];
	const parameters = mapBuild?.parameters ?? [];
	if (mapBuild !== undefined && parameters.length === 4 && parameters.every(({ isRequired }) => isRequired)) {
		problems.push({
			code: 'map-build-parameters',
			severity: 'error',
			span: mapBuild.nameSpan,
			message: `Metro since December 2020 calls map_build with five arguments: ${mapBuildParameters.join(', ')}.`,
			data: { before: parameters[1]?.span.start, add: 'arch_desc' },
		});
	}
	const getSubarches = functions.findLast(({ name }) => name === 'get_subarches');
	const named = new Set(getSubarches?.parameters.map(({ name }) => name));
	const missing = getSubarchesParameters.filter((name) => !named.has(name));
	if (
		getSubarches !== undefined &&
		missing.length > 0 &&
		getSubarches.parameters.every(({ isOpen }) => !isOpen)
	) {
		problems.push({
			code: 'get-subarches-parameters',
			severity: 'error',
			span: getSubarches.nameSpan,
			message: `Metro calls get_subarches with hostname and release, by name: it has no parameter ${missing.join(' and ')}.`,
			data: { missing },
		});
	}
	return problems;
}

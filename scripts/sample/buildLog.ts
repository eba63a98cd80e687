/** The log of a sample build, step by step; the packages are real, the work is not. */

/** The part of a build for one target. */
export interface BuildStep {
	/** Metro's name for it, for instance `stage1` or `stage3-freshen`. */
	readonly target: string;
	readonly build: string;
	readonly subarch: string;
	/** The date of the build, `YYYY-MM-DD`. */
	readonly version: string;
}

/** The package that failed, as in Metro's errors.json. */
export interface FailedPackage {
	readonly ebuild: string;
	readonly phase: string;
}

const toolchain = ['sys-devel/binutils-2.24-r3', 'sys-devel/gcc-4.8.3-r1', 'sys-libs/glibc-2.19-r3'];

const basics = [
	'sys-apps/baselayout-2.2.0-r4',
	'sys-libs/zlib-1.2.8-r1',
	'app-arch/xz-utils-5.0.8',
	'sys-apps/coreutils-8.23',
	'app-shells/bash-4.3_p33-r1',
];

const system = [
	'sys-libs/ncurses-5.9-r3',
	'dev-lang/perl-5.20.1-r4',
	'dev-libs/openssl-1.0.1l',
	'dev-lang/python-2.7.9-r1',
	'sys-apps/util-linux-2.25.2-r2',
	'sys-apps/openrc-0.13.11-r1',
	'net-misc/openssh-6.7_p1-r3',
	'sys-apps/portage-2.3.6-r8',
];

const packagesOf = new Map<string, readonly string[]>([
	['snapshot', []],
	['stage1', [...basics, ...toolchain]],
	['stage2', toolchain],
	['stage3', [...basics, ...toolchain, ...system, 'sys-kernel/debian-sources-3.16.2']],
	['stage3-freshen', system],
	['stage3-quick', [...basics, ...system]],
]);

/** The name of the archive that a step makes, without its suffix. */
export function archiveName({ target, build, subarch, version }: BuildStep): string {
	if (target === 'snapshot') return `portage-${version}`;
	if (target === 'openvz') return `${build}-${subarch}-openvz-${version}`;
	const stage = target.startsWith('stage3') ? 'stage3' : target;
	return `${stage}-${subarch}-${build}-${version}`;
}

/** The lines of a step that succeeds. */
export function logOfSuccess(step: BuildStep): string[] {
	return [
		...beginning(step),
		...working(step),
		`Packing ${archiveName(step)}.tar.xz`,
		`Done: ${step.target}`,
	];
}

/** The lines of a step that is still running: about the first half of its log. */
export function logSoFar(step: BuildStep): string[] {
	const work = working(step);
	return [...beginning(step), ...work.slice(0, Math.ceil(work.length / 2))];
}

/** The lines of a step that fails at its last package, as Portage reports it. */
export function logOfFailure(step: BuildStep): string[] {
	const { ebuild, phase } = failureOf(step);
	return [
		...beginning(step),
		...working(step).slice(0, -1),
		` * ERROR: ${ebuild} failed (${phase} phase):`,
		' *   emake failed',
		' *',
		' * If you need support, post the output of `emerge --info` and the complete build log.',
		`>>> Failed to emerge ${ebuild.replace(/::.*/, '')}`,
		`Failed: ${step.target}`,
	];
}

/** The package at which a failing step fails. */
export function failureOf({ target }: BuildStep): FailedPackage {
	const last = packagesOf.get(target)?.at(-1) ?? 'sys-libs/glibc-2.19-r3';
	return { ebuild: `${last}::gentoo`, phase: 'compile' };
}

function beginning({ target, build, subarch, version }: BuildStep): string[] {
	return [
		'Stand-in for Metro: nothing is compiled.',
		`${target} of ${build} for ${subarch}, version ${version}`,
	];
}

function working(step: BuildStep): string[] {
	const packages = packagesOf.get(step.target) ?? basics;
	return packages.flatMap((name, index) => {
		const place = `(${index + 1} of ${packages.length})`;
		return [`>>> Emerging ${place} ${name}`, `>>> Installing ${place} ${name}`];
	});
}

/** What one run of Metro is about. Configuration has a meaning only for one build, arch, subarch, mode and target. */
import { isSince2019, type MetroVersion } from './configKeys.ts';

export interface RunContext {
	/** `target/build`. */
	readonly build: string;
	/** `target/arch_desc`; empty where the subarch's own file sets it. */
	readonly arch: string;
	/** `target/subarch`. */
	readonly subarch: string;
	/** `multi/mode`, what `map_build` asks for; for instance `full`. */
	readonly mode: string;
	/** `target`: the step of the run, for instance `stage3`. */
	readonly target: string;
	/** `target/version`: the date of the build. */
	readonly version: string;
	/** `multi/extras`. */
	readonly extras: readonly string[];
}

/**
 * The arguments that `scripts/buildbot.sh` gives Metro for a run, then the target of the step; empty values are left out.
 * The subarch files of 2015-03 set the arch themselves, and Metro stops at a key that is defined twice, so that version
 * is given no arch.
 * @param extrasSeparator what joins `multi/extras`: a plus since 2019, a space before
 */
export function argumentsOf(
	context: RunContext,
	version: MetroVersion,
	extrasSeparator = isSince2019(version) ? '+' : ' ',
): ReadonlyMap<string, string> {
	const { build, arch, subarch, mode, target, extras } = context;
	return new Map(
		[
			['multi', 'yes'],
			['target/build', build],
			['target/arch_desc', version === '2015-03' ? '' : arch],
			['target/subarch', subarch],
			['target/version', context.version],
			['multi/mode', mode],
			['multi/extras', extras.join(extrasSeparator)],
			['target', target],
		].flatMap(([key = '', value = '']) => (value === '' ? [] : [[key, value] as const])),
	);
}

/** The keys that every run of Metro is given as arguments, whatever a file says of them. */
export const givenInEveryRun: ReadonlySet<string> = new Set([
	'multi',
	'multi/mode',
	'target',
	'target/arch_desc',
	'target/build',
	'target/subarch',
	'target/version',
]);

/** A context in one line, as a person reads it. */
export function contextTitle({ build, arch, subarch, mode, target, extras }: RunContext): string {
	const kind = [mode, ...extras].filter((part) => part !== '').join(' ');
	return [build, arch, subarch, target, kind === '' ? '' : `(${kind})`]
		.filter((part) => part !== '')
		.join(' ');
}

/** Equal contexts have equal ids. */
export function contextId(context: RunContext): string {
	const { build, arch, subarch, mode, target, version, extras } = context;
	return JSON.stringify([build, arch, subarch, mode, target, version, extras]);
}

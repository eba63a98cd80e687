/** What a run of Metro is about: Metro's configuration has a meaning only for one build, arch, subarch, mode and target. */
import type { MetroVersion } from './configKeys.ts';

export interface EvaluationContext {
	/** `target/build`. */
	readonly build: string;
	/** `target/arch_desc`; empty where the subarch's own file sets it. */
	readonly arch: string;
	/** `target/subarch`. */
	readonly subarch: string;
	/** `multi/mode`, what `map_build` asks for. */
	readonly mode: string;
	/** `target`: the step of the run that is looked at. */
	readonly target: string;
	/** `target/version`, a date. */
	readonly version: string;
	/** `multi/extras`. */
	readonly extras: readonly string[];
}

/**
 * The arguments that Metro is given for a context: those of `buildbot.sh`, then the target of the step. Metro 2015-03
 * passes no arch, later ones do; extras are joined with a blank, since 2019 with a plus.
 */
export function argumentsOf(context: EvaluationContext, version: MetroVersion): ReadonlyMap<string, string> {
	const { build, arch, subarch, mode, target, extras } = context;
	return new Map(
		[
			['multi', 'yes'],
			['target/build', build],
			['target/arch_desc', version === '2015-03' ? '' : arch],
			['target/subarch', subarch],
			['target/version', context.version],
			['multi/mode', mode],
			['multi/extras', extras.join(version === '2019-10' ? '+' : ' ')],
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
export function contextTitle({ build, arch, subarch, mode, target, extras }: EvaluationContext): string {
	const kind = [mode, ...extras].filter((part) => part !== '').join(' ');
	return [build, arch, subarch, target, kind === '' ? '' : `(${kind})`]
		.filter((part) => part !== '')
		.join(' ');
}

/** Equal contexts have equal ids. */
export function contextId(context: EvaluationContext): string {
	const { build, arch, subarch, mode, target, version, extras } = context;
	return JSON.stringify([build, arch, subarch, mode, target, version, extras]);
}

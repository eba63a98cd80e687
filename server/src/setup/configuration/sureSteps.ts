/** The blocks that Metro certainly runs for a class of targets, according to the installation's own program. */
import { memoizeWeak } from '../../base/memoize.ts';
import type { ConfigLibrary } from './configLibrary.ts';

/** A class of targets in Metro's program. */
interface TargetClass {
	readonly base: string | undefined;
	/** `undefined`: it has no `run` of its own. */
	readonly steps: readonly string[] | undefined;
	/** Its `run` calls that of its base. */
	readonly callsBase: boolean;
}

/** What Metro runs if its program cannot be read: the same in all known versions. */
const usual: ReadonlyMap<string, readonly string[]> = new Map([
	['snapshot', ['steps/run']],
	['remote', ['steps/remote/run']],
	['ec2', ['steps/remote/run']],
	['virtualbox', ['steps/remote/run']],
]);

const usualOfStages = [
	'steps/unpack',
	'steps/unpack/post',
	...['prerun', 'run', 'postrun', 'clean', 'test', 'postclean'].map((step) => `steps/chroot/${step}`),
	'steps/clean',
];

/**
 * Keys of blocks that every run of a target of this class (`target/class`) executes if they are defined, without those that the program
 * runs under a condition.
 */
export function sureSteps(library: ConfigLibrary, targetClass: string): readonly string[] {
	const classes = classesIn(library);
	const name = targetClass.toLowerCase();
	if (!classes.has(name)) return usual.get(name) ?? usualOfStages;
	const steps: string[] = [];
	for (let at: string | undefined = name, depth = 0; at !== undefined && depth < 10; depth++) {
		const found: TargetClass | undefined = classes.get(at);
		steps.push(...(found?.steps ?? []));
		at = found?.steps === undefined || found.callsBase ? found?.base : undefined;
	}
	return steps;
}

const classesIn = memoizeWeak(({ scripts }: ConfigLibrary): ReadonlyMap<string, TargetClass> => {
	const classes = new Map<string, TargetClass>();
	for (const [path, text] of scripts) {
		if (!/\/modules\/targets\/\w+\.py$/.test(path)) continue;
		for (const part of text.split(/^(?=class )/m)) {
			const [, name, base] = /^class (\w+)Target\b(?:\(\s*(\w+)Target\s*\))?/.exec(part) ?? [];
			if (name === undefined) continue;
			const run = /^([ \t]+)def run\(self[^\n]*\n((?:(?:\1[ \t]+[^\n]*|[ \t]*(?:#[^\n]*)?)(?:\n|$))*)/m.exec(
				part,
			)?.[2];
			classes.set(name.toLowerCase(), {
				base: base?.toLowerCase(),
				steps: run === undefined ? undefined : unconditionalSteps(run),
				callsBase: run !== undefined && /\b(?:\w+Target\.run\(self|super\(.*\)\.run\()/.test(run),
			});
		}
	}
	return classes;
});

/** The keys that the body of a method runs unconditionally: not below `if`, loops and handlers. */
function unconditionalSteps(body: string): string[] {
	const steps: string[] = [];
	let unsure = Number.POSITIVE_INFINITY;
	for (const line of body.split('\n')) {
		const text = line.trim();
		if (text === '' || text.startsWith('#')) continue;
		const indent = line.length - line.trimStart().length;
		if (indent <= unsure) unsure = Number.POSITIVE_INFINITY;
		const step = /\brun_script\w*\(\s*["']([\w./-]+)["']/.exec(text)?.[1];
		if (step !== undefined && unsure === Number.POSITIVE_INFINITY) steps.push(step);
		if (unsure === Number.POSITIVE_INFINITY && /^(?:if|elif|else|for|while|except)\b/.test(text))
			unsure = indent;
	}
	return steps;
}

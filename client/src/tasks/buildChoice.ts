/** What is to be built, as plain data: what `buildrepo buildbot --json` says, and the words that ask it for something else. */

/** The build that Metro would be started for. */
export interface PlannedBuild {
	readonly target: string;
	readonly extras: readonly string[];
	/** The program and its arguments. */
	readonly command: readonly string[];
}

/** Another build than the one that `map_build` asks for. */
export interface ChosenBuild {
	readonly target?: string;
	readonly extras?: readonly string[];
}

/** `undefined` if the answer has another shape, which is a fault of the program. */
export function readPlannedBuild(value: unknown): PlannedBuild | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const { target, extras, program, arguments: words } = value as Readonly<Record<string, unknown>>;
	if (typeof target !== 'string' || typeof program !== 'string') return undefined;
	if (!isWords(extras) || !isWords(words)) return undefined;
	return { target, extras, command: [program, ...words] };
}

export function isWords(value: unknown): value is readonly string[] {
	return Array.isArray(value) && value.every((word) => typeof word === 'string');
}

/** The options of `buildrepo buildbot` for it. */
export function choiceWords({ target, extras }: ChosenBuild): readonly string[] {
	return [
		...(target === undefined ? [] : ['--target', target]),
		...(extras === undefined ? [] : ['--extras', extras.join(' ')]),
	];
}

/** The command as a shell would take it, in one line. */
export function commandText(command: readonly string[]): string {
	return command
		.map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
		.join(' ');
}

/** `full`, or `full + openvz`. */
export function plannedText({ target, extras }: Pick<PlannedBuild, 'target' | 'extras'>): string {
	return [target, ...extras].join(' + ');
}

/** Targets that can be built beside the stages themselves. */
export function extrasOf(targets: readonly string[], planned: readonly string[]): readonly string[] {
	const others = targets.filter((target) => !/^(?:stage\d|snapshot)/.test(target));
	return [...new Set([...planned, ...others])];
}

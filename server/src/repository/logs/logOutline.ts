/**
 * The parts of a build's log: Metro's steps, Portage's packages in them, and what failed. Metro writes the lines in `CommandRunner` of
 * modules/metro_support.py and `run_script` of modules/targets/base.py (funtoo/metro a728df2).
 */

/** A part of a log that can be folded; lines are zero-based and inclusive. */
export interface LogSection {
	readonly kind: 'step' | 'package';
	readonly title: string;
	readonly line: number;
	readonly end: number;
}

/** A package that failed, and the line that says so. */
export interface LoggedFailure {
	readonly line: number;
	/** `category/name-version`, with `::repository` where Portage names it. */
	readonly ebuild: string;
	/** Portage's word for the step it failed in. */
	readonly phase: string;
}

export interface LogOutline {
	readonly sections: readonly LogSection[];
	/** Each package once, the first to fail first. */
	readonly failures: readonly LoggedFailure[];
	/** The line that says what went wrong first; `undefined`: none does. */
	readonly firstError: number | undefined;
	/** The directories that commands were run in as their root, with the line from which each counts. */
	readonly roots: readonly { readonly line: number; readonly path: string }[];
}

/** At most this many packages are told of, and so many sections. */
const mostFailures = 1000;
const mostSections = 20_000;

const stepLine = /^run_script: running (\S+?)\.\.\.$/;
const emergeLine = /^>>> Emerging (?:binary )?\(([\d,]+) of ([\d,]+)\) (\S+)/;
const endLine = /^>>> (?:Completed|Failed to emerge)\b/;
const errorLine = /^ \* ERROR: (\S+) failed \((\S+) phase\)/;
const fetchLine = /^ \* Fetch failed for '(\S+?)'/;
/** `['/usr/bin/linux32', '/usr/bin/chroot', 'ROOT', 'SCRIPT']`, as Python writes a list. */
const chrootLine = /^Running command: \[(?:'[^']*linux32', )?'[^']*\/chroot', '(\/[^']*)'/;
/** In the order in which they tell of a failure that names no package. */
const otherErrors = [
	/^(?:Command exited with return code [1-9]|Traceback \(most recent call last\))/,
	/^(?:!!! |emerge: (?:there are no|unable to)|tar: .*Error|.*\bNo space left on device\b)/,
] as const;

export function outlineLog(lines: readonly string[]): LogOutline {
	const steps: LogSection[] = [];
	const packages: LogSection[] = [];
	const failures = new Map<string, LoggedFailure>();
	const others: (number | undefined)[] = otherErrors.map(() => undefined);
	const roots: { line: number; path: string }[] = [];
	const last = lines.length - 1 - (lines.at(-1) === '' ? 1 : 0);
	for (const [line, text] of lines.entries()) {
		const step = text.startsWith('run_script: ') ? stepLine.exec(text)?.[1] : undefined;
		if (step !== undefined) {
			close(packages, line - 1);
			close(steps, line - 1);
			open(steps, { kind: 'step', title: step, line });
		} else if (text.startsWith('>>> ')) followPackage(packages, line, text);
		else if (text.startsWith('Running command: ')) {
			const path = chrootLine.exec(text)?.[1];
			if (path !== undefined) roots.push({ line, path });
		}
		const failure = failureIn(text, line);
		if (failure !== undefined && failures.size < mostFailures && !failures.has(failure.ebuild))
			failures.set(failure.ebuild, failure);
		if (failure === undefined) noteError(others, text, line);
	}
	close(packages, last);
	close(steps, last);
	const found = [...failures.values()];
	return {
		sections: [...steps, ...packages],
		failures: found,
		firstError: found[0]?.line ?? others.find((line) => line !== undefined),
		roots,
	};
}

/** A section that has not ended has this as its end. */
const unended = -1;

function open(sections: LogSection[], section: Omit<LogSection, 'end'>): void {
	if (sections.length < mostSections) sections.push({ ...section, end: unended });
}

function close(sections: LogSection[], end: number): void {
	const section = sections.at(-1);
	if (section?.end === unended) sections[sections.length - 1] = { ...section, end };
}

function followPackage(packages: LogSection[], line: number, text: string): void {
	const [, place, all, name] = emergeLine.exec(text) ?? [];
	if (name !== undefined) {
		close(packages, line - 1);
		open(packages, { kind: 'package', title: `${name.replace(/::.*/, '')} (${place} of ${all})`, line });
	} else if (endLine.test(text)) close(packages, line);
}

function failureIn(text: string, line: number): LoggedFailure | undefined {
	if (!text.startsWith(' * ')) return undefined;
	const [, ebuild, phase] = errorLine.exec(text) ?? [];
	if (ebuild !== undefined && phase !== undefined)
		return isPackage(ebuild, phase) ? { line, ebuild, phase } : undefined;
	const fetched = fetchLine.exec(text)?.[1];
	return fetched !== undefined && isPackage(fetched, 'fetch')
		? { line, ebuild: fetched, phase: 'fetch' }
		: undefined;
}

function noteError(others: (number | undefined)[], text: string, line: number): void {
	for (const [index, pattern] of otherErrors.entries())
		if (others[index] === undefined && pattern.test(text)) others[index] = line;
}

/** Only valid names are shown, since a log may contain anything. */
export function isPackage(ebuild: string, phase: string): boolean {
	return (
		ebuild.length < 200 && /^[\w+.-]+\/[\w+.-]+(::[\w-]+)?$/.test(ebuild) && /^[a-z_]{1,40}$/.test(phase)
	);
}

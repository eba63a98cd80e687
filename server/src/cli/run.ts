/** The program as a function of its arguments and host; it returns the exit status. */
import { isAbortError } from '../base/abort.ts';
import { closestMatch } from '../base/closestMatch.ts';
import { FileError } from '../base/fileSystem.ts';
import { isLater } from '../setup/generation.ts';
import { type CommandLine, parseCommandLine, type Step } from './arguments/commandLine.ts';
import { collectOptions } from './arguments/options.ts';
import { CommandError, type ErrorSubject } from './commandError.ts';
import { commands } from './commands/index.ts';
import { commandHelp, generalHelp } from './help/help.ts';
import type { Host } from './host.ts';
import { eventsOption, reporting } from './output/events.ts';
import { printError } from './output/stderr.ts';
import { say } from './output/stdout.ts';
import { sampleBuildbot } from './sampleBuildbot.ts';
import { openSession, type Session } from './session.ts';
import { version } from './version.ts';

/** The exit status of a call that the user interrupted, as shells give it. */
const interrupted = 130;

/**
 * Runs one call of `buildrepo`; `argv` are the words after the program's name. An error is one line on standard
 * error; the promise rejects only for a bug.
 */
export async function run(argv: readonly string[], host: Host): Promise<number> {
	const strict = namesDialect(argv, host);
	return guarded(host, () => {
		const line = parseCommandLine(argv, commands, strict);
		if (!wantsEvents(line)) return runLine(line, host, strict);
		const told = reporting(host);
		return guarded(told, () => runLine(line, told, strict));
	});
}

/** Runs `work` and returns the exit status; what it throws is printed and has its own status. */
async function guarded(host: Host, work: () => Promise<number>): Promise<number> {
	try {
		return await work();
	} catch (error) {
		if (isAbortError(error)) return interrupted;
		if (error instanceof CommandError) return fail(host, error.message, error.status, error.about);
		if (error instanceof FileError) return fail(host, error.message, 2);
		throw error;
	}
}

/** True if the line asks for events. Throws `CommandError` if only some of its commands do. */
function wantsEvents({ steps }: CommandLine): boolean {
	const reports = steps.map(
		(step) => step.kind === 'command' && step.options.some(({ name }) => name === eventsOption.name),
	);
	if (!reports.includes(true)) return false;
	if (reports.includes(false))
		throw new CommandError(
			`--${eventsOption.name} must follow each command of the line: run the others separately`,
		);
	return true;
}

function fail(host: Host, message: string, status: number, about?: ErrorSubject): number {
	printError(host, message, about);
	return status;
}

async function runLine(line: CommandLine, host: Host, strict: boolean): Promise<number> {
	const general = collectOptions(line.general);
	if (general.has('help')) {
		const first = line.steps[0];
		host.out.write(first?.kind === 'command' ? commandHelp(first.command) : generalHelp(commands.values()));
		return 0;
	}
	if (general.has('version')) {
		host.out.write(`buildrepo ${version}\n`);
		return 0;
	}
	const first = line.steps[0];
	const ours = first?.kind === 'command' && first.command.family === 'extended';
	const session = openSession(host, general, {
		buildbotStatus: ours ? 2 : 1,
		mirror: ours ? 'wanted' : strict ? 'as-metro' : 'noted',
	});
	const steps = ours ? line.steps : await metroSteps(line.steps, session, strict);
	if (typeof steps === 'number') return steps;
	if (general.has('json')) for (const step of steps) requireJson(step);
	for (const step of steps) {
		const status = await runStep(step, session, line.general, strict);
		if (status !== undefined) return status;
	}
	return session.missedSomething() ? 1 : 0;
}

/** Throws `CommandError` for a call without an answer in JSON: a program would wait for it, and something be changed meanwhile. */
function requireJson(step: Step): void {
	const words = step.kind === 'command' ? step.command.textOnly?.(collectOptions(step.options)) : undefined;
	if (step.kind !== 'command' || words === undefined) return;
	const hasEvents = step.command.options.some(({ name }) => name === eventsOption.name);
	const remedy = hasEvents ? `use --${eventsOption.name} instead` : 'leave out --json';
	throw new CommandError(`${words} has no answer in JSON: ${remedy}`);
}

/** The steps of a line of Metro's own commands, or the exit status if it ends before it begins. */
async function metroSteps(
	steps: readonly Step[],
	session: Session,
	strict: boolean,
): Promise<readonly Step[] | number> {
	const { host } = session;
	if ((await session.readSetup()).lacksBuildbot) {
		const { buildbotFile, generation } = await session.readSetup();
		host.out.write(sampleBuildbot(buildbotFile, isLater(generation)));
		return 1;
	}
	const { dialect } = await session.setup();
	// The program of 2015 itself prints nothing then.
	if (steps.length === 0 && (!dialect.runsAllCommands || !strict)) {
		host.err.write(generalHelp(commands.values()));
		return 2;
	}
	// In strict mode later generations run one command and ignore the others.
	return strict && !dialect.runsAllCommands ? steps.slice(0, 1) : steps;
}

/** A caller who names the dialect gets exactly what Metro prints; anyone else gets help as well. */
function namesDialect(argv: readonly string[], host: Host): boolean {
	return host.env.BUILDREPO_DIALECT !== undefined || argv.some((word) => /^--dialect(?:=|$)/.test(word));
}

async function runStep(
	step: Step,
	session: Session,
	general: Parameters<typeof collectOptions>[0],
	strict: boolean,
): Promise<number | undefined> {
	if (step.kind === 'unknown') return notUnderstood(step.word, session.host, strict);
	const { command } = step;
	if (command.dialects?.includes((await session.setup()).dialect.name) === false) {
		return notUnderstood(command.name, session.host, strict);
	}
	const options = collectOptions([...general, ...step.options]);
	return command.run(session, { options, words: step.words, run });
}

/** Metro's answer to an unknown command, and for people the closest command. */
function notUnderstood(word: string, host: Host, strict: boolean): number {
	say(host, `Don't understand: ${word}`);
	const close = closestMatch(word, commands.keys());
	if (close !== undefined && close !== word && !strict) printError(host, `did you mean ${close}?`);
	return 1;
}

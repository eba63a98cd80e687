/** The tools of a set-up: each call is a call of `buildrepo` of its own, whose answer is bounded. */
import { isAbortError, withTurns } from '../../base/abort.ts';
import type { Host, Output } from '../host.ts';
import { visibleJson } from '../output/json.ts';
import { boundJson } from './boundedJson.ts';
import { inputOf, readToolArguments } from './toolArguments.ts';
import type { ServedTool, ToolAnswer } from './toolServer.ts';
import { type ToolArguments, type ToolSpec, toolSpecs } from './toolSpecs.ts';

/** Runs a call of `buildrepo` and returns its exit status. */
export type RunCall = (argv: readonly string[], host: Host) => Promise<number>;

/** An answer has about this many characters at most, and its notes this many. */
const mostCharacters = 40_000;
const mostNotes = 4000;

/**
 * @param general the general options that each call gets
 * @param isCommand whether `buildrepo` has the command of that name
 */
export function servedTools(
	host: Host,
	general: readonly string[],
	run: RunCall,
	isCommand: (name: string) => boolean,
): readonly ServedTool[] {
	const inTurn = oneAfterTheOther();
	return toolSpecs
		.filter(({ command }) => isCommand(command))
		.map((spec) => {
			const input = inputOf(spec.properties, spec.required);
			return {
				name: spec.command,
				title: spec.title,
				description: `${spec.description} The result follows $defs/${spec.command} of buildrepo.schema.json.`,
				input,
				call: async (given, signal) => {
					const read = readToolArguments(input, given);
					if (typeof read === 'string') return { text: read, isError: true };
					return inTurn(() => {
						signal.throwIfAborted();
						return answer(spec, read, host, general, run, signal);
					});
				},
			};
		});
}

async function answer(
	spec: ToolSpec,
	given: ToolArguments,
	host: Host,
	general: readonly string[],
	run: RunCall,
	signal: AbortSignal,
): Promise<ToolAnswer> {
	const out = keeper();
	const err = keeper();
	const both = withTurns(AbortSignal.any([host.signal, signal]), host.signal.turns);
	const argv = [...general, spec.command, '--json', ...spec.words(given)];
	let status: number;
	try {
		status = await run(argv, { ...host, out: out.output, err: err.output, signal: both });
	} catch (error) {
		if (isAbortError(error)) throw error;
		return { text: `${spec.command}: internal error: ${error}`, isError: true };
	}
	both.throwIfAborted();
	const notes = err.lines();
	if (status > 1 || out.text() === '') {
		const said = notes.length === 0 ? `${spec.command} ended with status ${status}` : notes.join('\n');
		return { text: said.slice(0, mostNotes), isError: true };
	}
	const whole: unknown = JSON.parse(out.text());
	const { value, leftOut } = boundJson(spec.prepare?.(whole, given) ?? whole, mostCharacters, spec.keepsLast);
	const shown = boundJson(notes, mostNotes);
	const record = {
		result: value,
		exit_status: status,
		notes: shown.value,
		left_out: [...leftOut, ...shown.leftOut.map((one) => ({ ...one, path: `notes${one.path}` }))],
	};
	const text = visibleJson(record);
	// Names in a table are never cut.
	if (text.length > 2 * mostCharacters)
		return { text: `${spec.command} has too much to say: ask about one subarch, file or key`, isError: true };
	return { text, isError: false };
}

/** Each call reads a whole repository: many at once would need the memory of as many. */
function oneAfterTheOther(): (work: () => Promise<ToolAnswer>) => Promise<ToolAnswer> {
	let last: Promise<unknown> = Promise.resolve();
	return (work) => {
		const done = last.then(work);
		last = done.catch(() => {});
		return done;
	};
}

/** Keeps what is written. */
function keeper(): { readonly output: Output; text(): string; lines(): string[] } {
	const pieces: string[] = [];
	const text = (): string => pieces.join('');
	return {
		output: { write: (piece) => void pieces.push(piece), flush: () => Promise.resolve(), isTerminal: false },
		text,
		lines: () =>
			text()
				.split('\n')
				.map((line) => line.replace(/^(?:# |buildrepo: )/, ''))
				.filter((line) => line !== ''),
	};
}

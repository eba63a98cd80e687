/** The requests about runs of Metro: which there are, which is looked at, how two differ; and the same as commands. */

import type { Connection } from 'vscode-languageserver';
import type { CancelSignal } from '../../base/cancel.ts';
import { isRecord } from '../../base/isRecord.ts';
import { linesOf } from '../../features/flexdata/settingsContext.ts';
import {
	type CompareContextsAnswer,
	type CompareContextsParams,
	type ContextsAnswer,
	type ContextsParams,
	type ResolvedConfiguration,
	type ResolvedConfigurationParams,
	requests,
	type SetContextParams,
	serverCommands,
} from '../../protocol/index.ts';
import { everyCombination, unknownParts } from '../../setup/contextChoices.ts';
import { differences, type ResolvedValues, resolveAll, resolvedText } from '../../setup/resolvedText.ts';
import type { RunContext } from '../../setup/runContext.ts';
import { contextTitle } from '../../setup/runContext.ts';
import { type EvaluatedSetup, hasFile } from '../../workspace/evaluatedSetup.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { type Handling, handled, requestsOf } from '../handle.ts';

/**
 * @param chosen is told when a set-up is evaluated as something else
 * @param looked is told when somebody looks at resolved values
 */
export function registerContextRequests(
	connection: Connection,
	workspace: Workspace,
	log: Handling,
	chosen: (answer: ContextsAnswer) => void,
	looked: () => void,
): void {
	/** A set-up by its home, without one the first, as one run of it. */
	const evaluated = async (
		home: string | undefined,
		signal: CancelSignal,
		run?: Partial<RunContext>,
	): Promise<EvaluatedSetup | undefined> => {
		const setup = await workspace.setupAt(home);
		return setup && workspace.evaluated(setup, signal, run && sentContext(run));
	};

	const contexts = async (
		{ home, path }: ContextsParams,
		signal: CancelSignal,
	): Promise<ContextsAnswer | null> => {
		if (home !== undefined || path === undefined) {
			const setup = await evaluated(home, signal);
			return setup === undefined ? null : answerOf(setup);
		}
		const owner = await workspace.ownerOf(path);
		const setup = owner && (await workspace.evaluated(owner, signal));
		return setup === undefined || !hasFile(setup, path) ? null : answerOf(setup);
	};

	const setContext = async (
		{ home, context }: SetContextParams,
		signal: CancelSignal,
	): Promise<ContextsAnswer | null> => {
		const setup = await workspace.setupAt(home);
		if (setup === undefined) return null;
		workspace.choose(setup.files.home, context === undefined ? undefined : sentContext(context));
		const now = await workspace.evaluated(setup, signal);
		if (now === undefined) return null;
		const answer = answerOf(now);
		chosen(answer);
		return answer;
	};

	const compareContexts = async (
		params: CompareContextsParams,
		signal: CancelSignal,
	): Promise<CompareContextsAnswer | null> => {
		const { home, left, right } = params;
		const [one, other] = [await evaluated(home, signal, left), await evaluated(home, signal, right)];
		if (one === undefined || other === undefined) return null;
		// Somebody has typed in between: both are to be of one text.
		if (one.look !== other.look) return compareContexts(params, signal);
		const [before, after] = [await resolvedIn(one), await resolvedIn(other)];
		return {
			leftTitle: before.title,
			rightTitle: after.title,
			leftText: before.text,
			rightText: after.text,
			differences: differences(before.values, after.values).map((difference) => ({
				key: difference.key,
				...(difference.left !== undefined && { left: difference.left }),
				...(difference.right !== undefined && { right: difference.right }),
			})),
		};
	};

	const resolvedConfiguration = async (
		{ home, context }: ResolvedConfigurationParams,
		signal: CancelSignal,
	): Promise<ResolvedConfiguration | null> => {
		looked();
		const setup = await evaluated(home, signal, context);
		if (setup === undefined) return null;
		const { title, text, origins } = await resolvedIn(setup);
		const { library } = setup.look;
		return {
			title,
			text,
			origins: origins.flatMap(({ textLine, path, offset }) => {
				const real = library.canonical(path);
				const file = library.files.get(real);
				if (file === undefined) return [];
				const { line, character: column } = linesOf(file).at(offset);
				return [{ textLine, path: real, line, column }];
			}),
		};
	};

	const on = requestsOf(connection, log);
	on(requests.contexts, null, contexts);
	on(requests.setContext, null, setContext);
	on(requests.compareContexts, null, compareContexts);
	on(requests.resolvedConfiguration, null, resolvedConfiguration);

	const commands = new Map<string, (argument: never, signal: CancelSignal) => Promise<unknown>>([
		[serverCommands.contexts, contexts],
		[serverCommands.setContext, setContext],
		[serverCommands.compareContexts, compareContexts],
		[serverCommands.resolvedConfiguration, resolvedConfiguration],
	]);
	connection.onExecuteCommand(
		handled<{ command: string; arguments?: unknown[] }, unknown>(
			'executeCommand',
			log,
			null,
			async ({ command, arguments: given }, signal) => {
				const argument = given?.[0];
				return commands.get(command)?.((isRecord(argument) ? argument : {}) as never, signal) ?? null;
			},
		),
	);
}

/** The parts of a context that a client sent, those of the right shape. */
export function sentContext(sent: Partial<RunContext>): Partial<RunContext> {
	const texts = (['build', 'arch', 'subarch', 'mode', 'target', 'version'] as const).flatMap((part) =>
		typeof sent[part] === 'string' ? [[part, sent[part]] as const] : [],
	);
	const extras = Array.isArray(sent.extras)
		? sent.extras.filter((extra) => typeof extra === 'string')
		: undefined;
	return { ...Object.fromEntries(texts), ...(extras !== undefined && { extras }) };
}

function answerOf({ home, snapshot, look, choices, evaluation }: EvaluatedSetup): ContextsAnswer {
	const { modes, targets } = choices;
	const current = evaluation.context;
	const unknown = unknownParts(current, look.library.names);
	const combinations = everyCombination(choices, snapshot.setup.policy, look.library.names);
	return {
		home,
		current,
		title: contextTitle(current),
		...(unknown !== undefined && { unknown }),
		combinations: combinations.map(({ build, arch, subarch }) => ({ build, arch, subarch })),
		modes,
		targets,
	};
}

/** The run with everything looked up. */
async function resolvedIn({
	evaluation,
}: EvaluatedSetup): Promise<{ title: string; values: ResolvedValues } & ReturnType<typeof resolvedText>> {
	const values = await resolveAll(evaluation);
	return { title: contextTitle(evaluation.context), values, ...resolvedText(evaluation, values) };
}

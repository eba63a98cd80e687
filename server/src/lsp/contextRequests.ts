/** The requests about runs of Metro: which there are, which is looked at, how two differ; and the same as commands. */
import type { Connection } from 'vscode-languageserver';
import type { CancelSignal } from '../base/cancel.ts';
import { isRecord } from '../base/isRecord.ts';
import { linesOf } from '../features/flexdata/settingsContext.ts';
import type { EvaluationContext } from '../metro/evaluationContext.ts';
import { contextTitle } from '../metro/evaluationContext.ts';
import { everyCombination, unknownParts } from '../metro/evaluationContexts.ts';
import { differences, type ResolvedValues, resolveAll, resolvedText } from '../metro/resolvedText.ts';
import {
	type CompareContextsAnswer,
	type CompareContextsParams,
	type ContextsAnswer,
	type ContextsParams,
	type EvaluateAs,
	methods,
	type ResolvedConfiguration,
	type ResolvedConfigurationParams,
	type SetContextParams,
	serverCommands,
} from '../protocol.ts';
import type { ConfigState, ConfigWorlds } from './configWorlds.ts';
import { handled, type Log } from './handle.ts';

/**
 * @param chosen is told when a set-up is evaluated as something else
 * @param looked is told when somebody looks at resolved values
 */
export function registerContextRequests(
	connection: Connection,
	worlds: ConfigWorlds,
	log: Log,
	chosen: (answer: ContextsAnswer) => void,
	looked: () => void,
): void {
	const contexts = async (
		{ home, path }: ContextsParams,
		signal: CancelSignal,
	): Promise<ContextsAnswer | null> => {
		const state =
			home === undefined && path !== undefined
				? await worlds.stateFor(path, signal)
				: await worlds.state(home, signal);
		return state === undefined ? null : answerOf(state);
	};

	const setContext = async (
		{ home, context }: SetContextParams,
		signal: CancelSignal,
	): Promise<ContextsAnswer | null> => {
		const state = await worlds.state(home, signal);
		if (state === undefined) return null;
		worlds.choose(state.home, context === undefined ? undefined : sentContext(context));
		const now = await worlds.state(state.home, signal);
		if (now === undefined) return null;
		const answer = answerOf(now);
		chosen(answer);
		return answer;
	};

	const compareContexts = async (
		{ home, left, right }: CompareContextsParams,
		signal: CancelSignal,
	): Promise<CompareContextsAnswer | null> => {
		const state = await worlds.state(home, signal);
		if (state === undefined) return null;
		const [one, other] = [await resolvedIn(state, left), await resolvedIn(state, right)];
		return {
			leftTitle: one.title,
			rightTitle: other.title,
			leftText: one.text,
			rightText: other.text,
			differences: differences(one.values, other.values).map((difference) => ({
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
		const state = await worlds.state(home, signal);
		if (state === undefined) return null;
		const { title, text, origins } = await resolvedIn(state, context);
		const { library } = state.look;
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

	connection.onRequest(methods.contexts, handled(methods.contexts, log, null, contexts));
	connection.onRequest(methods.setContext, handled(methods.setContext, log, null, setContext));
	connection.onRequest(methods.compareContexts, handled(methods.compareContexts, log, null, compareContexts));
	connection.onRequest(
		methods.resolvedConfiguration,
		handled(methods.resolvedConfiguration, log, null, resolvedConfiguration),
	);

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
export function sentContext(sent: Partial<EvaluateAs>): Partial<EvaluationContext> {
	const texts = (['build', 'arch', 'subarch', 'mode', 'target', 'version'] as const).flatMap((part) =>
		typeof sent[part] === 'string' ? [[part, sent[part]] as const] : [],
	);
	const extras = Array.isArray(sent.extras)
		? sent.extras.filter((extra) => typeof extra === 'string')
		: undefined;
	return { ...Object.fromEntries(texts), ...(extras !== undefined && { extras }) };
}

function answerOf({ home, look, named, current, choices }: ConfigState): ContextsAnswer {
	const { modes, targets } = choices;
	const unknown = unknownParts(current, look.library.names);
	const combinations = everyCombination(choices, named, look.library.names);
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

/** One run with everything looked up. */
async function resolvedIn(
	state: ConfigState,
	context: Partial<EvaluateAs> | undefined,
): Promise<{ title: string; values: ResolvedValues } & ReturnType<typeof resolvedText>> {
	const evaluation = await state.evaluation({ ...state.current, ...sentContext(context ?? {}) });
	const values = await resolveAll(evaluation);
	return { title: contextTitle(evaluation.context), values, ...resolvedText(evaluation, values) };
}

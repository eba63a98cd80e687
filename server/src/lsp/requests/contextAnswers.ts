/** The answers to requests about runs of Metro: the available runs, the chosen one, and how two differ. */
import { linesOf } from '../../features/flexdata/settingsContext.ts';
import type {
	CompareContextsAnswer,
	CompareContextsParams,
	ContextsAnswer,
	ContextsParams,
	ResolvedConfiguration,
	ResolvedConfigurationParams,
	SetContextParams,
} from '../../protocol/index.ts';
import { everyCombination, unknownParts } from '../../setup/configuration/contextChoices.ts';
import {
	differences,
	type ResolvedValues,
	resolveAll,
	resolvedText,
} from '../../setup/configuration/resolvedText.ts';
import { contextTitle, type RunContext } from '../../setup/configuration/runContext.ts';
import { type EvaluatedSetup, hasFile } from '../../workspace/evaluatedSetup.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { sentContext } from '../options.ts';

export interface ContextListener {
	/** A set-up is evaluated for another run. */
	chosen(answer: ContextsAnswer): void;
	/** A client shows resolved values. */
	looked(): void;
}

/** Each method answers the request of its name; `null`: the set-up does not exist or cannot be read. */
export class ContextAnswers {
	readonly #workspace: Workspace;
	readonly #listener: ContextListener;

	constructor(workspace: Workspace, listener: ContextListener) {
		this.#workspace = workspace;
		this.#listener = listener;
	}

	async contexts({ home, path }: ContextsParams, signal: AbortSignal): Promise<ContextsAnswer | null> {
		if (home !== undefined || path === undefined) {
			const setup = await this.#evaluated(home, signal);
			return setup === undefined ? null : answerOf(setup);
		}
		const owner = await this.#workspace.ownerOf(path);
		const setup = owner && (await this.#workspace.evaluated(owner, signal));
		return setup === undefined || !hasFile(setup, path) ? null : answerOf(setup);
	}

	async setContext({ home, context }: SetContextParams, signal: AbortSignal): Promise<ContextsAnswer | null> {
		const setup = await this.#workspace.setupAt(home);
		if (setup === undefined) return null;
		this.#workspace.choose(setup.files.home, context === undefined ? undefined : sentContext(context));
		const now = await this.#workspace.evaluated(setup, signal);
		if (now === undefined) return null;
		const answer = answerOf(now);
		this.#listener.chosen(answer);
		return answer;
	}

	async compareContexts(
		params: CompareContextsParams,
		signal: AbortSignal,
	): Promise<CompareContextsAnswer | null> {
		const { home, left, right } = params;
		const [one, other] = [
			await this.#evaluated(home, signal, left),
			await this.#evaluated(home, signal, right),
		];
		if (one === undefined || other === undefined) return null;
		// The text has changed in between: both values must come from the same text.
		if (one.look !== other.look) return this.compareContexts(params, signal);
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
	}

	async resolvedConfiguration(
		{ home, context }: ResolvedConfigurationParams,
		signal: AbortSignal,
	): Promise<ResolvedConfiguration | null> {
		this.#listener.looked();
		const setup = await this.#evaluated(home, signal, context);
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
	}

	/** A set-up by its home (without one, the first), evaluated for a run. */
	async #evaluated(
		home: string | undefined,
		signal: AbortSignal,
		run?: Partial<RunContext>,
	): Promise<EvaluatedSetup | undefined> {
		const setup = await this.#workspace.setupAt(home);
		return setup && this.#workspace.evaluated(setup, signal, run && sentContext(run));
	}
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

/** The run with every key looked up. */
async function resolvedIn({
	evaluation,
}: EvaluatedSetup): Promise<{ title: string; values: ResolvedValues } & ReturnType<typeof resolvedText>> {
	const values = await resolveAll(evaluation);
	return { title: contextTitle(evaluation.context), values, ...resolvedText(evaluation, values) };
}

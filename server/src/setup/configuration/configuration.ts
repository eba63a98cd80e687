/**
 * What the configuration files of a set-up say in one state of their texts. It is read on demand, never changes, and
 * its runs are evaluated once.
 */
import type { WorkSignal } from '../../base/abort.ts';
import { type ConfigContents, type ConfigFiles, ConfigReader } from './configContents.ts';
import { type Evaluation, evaluateRun } from './evaluation.ts';
import { contextId, type RunContext } from './runContext.ts';

export interface Configuration {
	/** The contents of the files. Rejects as aborted, also if a text has changed in the meantime. */
	contents(signal: AbortSignal): Promise<ConfigContents>;
	/** The configuration as Metro would see it in one run; rejects as `contents` does. */
	evaluation(context: RunContext, signal: AbortSignal): Promise<Evaluation>;
	/** The contents, once they were requested. */
	readonly known: ConfigContents | undefined;
	/** Whether a file was read, by its own path or by the one it really has. */
	hasRead(path: string): boolean;
	/** True once a text has changed: there is another configuration. */
	readonly isOutdated: boolean;
}

/** What a configuration is made from. */
export interface ConfigurationInputs extends ConfigFiles {
	/** Aborted when a text has changed. */
	readonly outdated: WorkSignal;
}

/** At most this many evaluated runs are kept: the chosen one, and some to compare it with. */
const mostEvaluations = 8;

export function createConfiguration(inputs: ConfigurationInputs): Configuration {
	const { metroFile, parse, outdated } = inputs;
	const reader = new ConfigReader(inputs);
	const evaluations = new Map<string, Promise<Evaluation>>();
	let reading: Promise<ConfigContents> | undefined;
	let known: ConfigContents | undefined;

	const read = async (): Promise<ConfigContents> => {
		known = await reader.contents();
		return known;
	};

	// Several requests share the answer, so none of them can cancel it for the others.
	const contents = (): Promise<ConfigContents> => {
		reading ??= read();
		reading.catch(() => {
			reading = undefined;
		});
		return reading;
	};

	const evaluateNow = async (context: RunContext): Promise<Evaluation> => {
		const { version, wholeFiles, library } = await contents();
		const { canonical } = library;
		return evaluateRun(
			{
				config: metroFile,
				context,
				version,
				wholeFiles,
				read: reader.readText,
				parse,
				canonical,
				turns: outdated.turns,
			},
			outdated,
		);
	};

	return {
		async contents(signal) {
			const answer = await contents();
			signal.throwIfAborted();
			return answer;
		},
		async evaluation(context, signal) {
			const id = contextId(context);
			const answer = evaluations.get(id) ?? evaluateNow(context);
			if (!evaluations.has(id)) {
				const [oldest] = evaluations.keys();
				if (oldest !== undefined && evaluations.size >= mostEvaluations) evaluations.delete(oldest);
				evaluations.set(id, answer);
				answer.catch(() => evaluations.delete(id));
			}
			const evaluation = await answer;
			signal.throwIfAborted();
			return evaluation;
		},
		get known() {
			return known;
		},
		hasRead: (path) => reader.hasRead(path),
		get isOutdated() {
			return outdated.aborted;
		},
	};
}

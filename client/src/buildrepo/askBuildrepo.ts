/** Asks the bundled `buildrepo` for an answer in JSON. */
import { CancellationTokenSource } from 'vscode';
import type { SetupSummary } from '../../../server/src/protocol/index.ts';
import type { Services } from '../services.ts';
import { bundledInvocation } from './invocation.ts';
import { failureReason } from './results.ts';
import { runBuildrepo } from './runBuildrepo.ts';

/** `refused`: the program gave this reason instead of an answer. */
export type Answered =
	| { readonly kind: 'answer'; readonly value: unknown }
	| { readonly kind: 'refused'; readonly why: string };

/** `words` are a command with `--json` and its arguments. Reads only. */
export async function askBuildrepo(
	{ bundled, log }: Pick<Services, 'bundled' | 'log'>,
	setup: SetupSummary,
	words: readonly string[],
): Promise<Answered> {
	const lines: string[] = [];
	const cancel = new CancellationTokenSource();
	try {
		const invocation = bundledInvocation(bundled, setup, words);
		const outcome = await runBuildrepo(invocation, {
			log,
			cancel: cancel.token,
			onOutput: (line) => void lines.push(line),
		});
		if (outcome.kind !== 'ended') return { kind: 'refused', why: outcome.kind };
		if (outcome.status !== 0)
			return { kind: 'refused', why: failureReason(outcome).replace(/^buildrepo: /, '') };
		return { kind: 'answer', value: JSON.parse(lines.join('\n')) };
	} finally {
		cancel.dispose();
	}
}

/** Has the bundled `buildrepo` answer one call of a tool; the answer is for a language model, and nothing here reads it. */
import { execa } from 'execa';
import type { CancellationToken } from 'vscode';
import { type BundledProgram, bundledInvocation, type InvocationSetup } from './invocation.ts';

/**
 * The answer of the tool. Rejects with what it says if it reports an error.
 * @param input what the language model sent, checked by `buildrepo`
 */
export async function askTool(
	bundled: BundledProgram,
	setup: InvocationSetup,
	tool: string,
	input: object,
	cancel: CancellationToken,
): Promise<string> {
	const words = ['mcp', '--call', tool, '--', JSON.stringify(input)];
	const { program, args, env } = bundledInvocation(bundled, setup, words);
	const abort = new AbortController();
	const listener = cancel.onCancellationRequested(() => abort.abort());
	if (cancel.isCancellationRequested) abort.abort();
	try {
		const child = await execa(program, args, {
			env,
			stdin: 'ignore',
			reject: false,
			cancelSignal: abort.signal,
			forceKillAfterDelay: 5000,
		});
		if (child.exitCode === 0) return child.stdout;
		throw new Error(child.stderr || child.shortMessage || `buildrepo ended with status ${child.exitCode}`);
	} finally {
		listener.dispose();
	}
}

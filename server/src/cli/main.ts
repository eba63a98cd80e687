/** Binds `buildrepo` to this process. */
import '../node/calmHeap.ts';
import { openHost } from '../node/nodeHost.ts';
import { interrupted, run } from './run.ts';

async function main(): Promise<void> {
	const host = openHost();
	let asked: 'SIGTERM' | 'SIGHUP' | undefined;
	for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
		process.once(signal, () => {
			asked = signal;
		});
	}
	const status = await run(process.argv.slice(2), host);
	await Promise.all([host.out.flush(), host.err.flush()]);
	// The exit code is already set if output was lost.
	process.exitCode ||= status;
	// Ends by the signal that asked it to: terminals and shells do not report that as a failure.
	if (status === interrupted && asked !== undefined && host.out.isTerminal) process.kill(process.pid, asked);
}

main().catch((error: unknown) => {
	process.stderr.write(
		`buildrepo: internal error: ${error instanceof Error ? error.stack : String(error)}\n`,
	);
	process.exitCode = 70;
});

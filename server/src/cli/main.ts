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
	// It is set already if not all could be written.
	process.exitCode ||= status;
	// A terminal calls a program that was asked to end no failure if it ends by what it was asked with.
	if (status === interrupted && asked !== undefined && host.out.isTerminal) process.kill(process.pid, asked);
}

main().catch((error: unknown) => {
	process.stderr.write(
		`buildrepo: a mistake of ours: ${error instanceof Error ? error.stack : String(error)}\n`,
	);
	process.exitCode = 70;
});

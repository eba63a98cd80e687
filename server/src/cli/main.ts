/** Binds `buildrepo` to this process. */
import '../node/calmHeap.ts';
import { openHost } from '../node/nodeHost.ts';
import { run } from './run.ts';

async function main(): Promise<void> {
	const host = openHost();
	const status = await run(process.argv.slice(2), host);
	await Promise.all([host.out.flush(), host.err.flush()]);
	// It is set already if not all could be written.
	process.exitCode ||= status;
}

main().catch((error: unknown) => {
	process.stderr.write(
		`buildrepo: a mistake of ours: ${error instanceof Error ? error.stack : String(error)}\n`,
	);
	process.exitCode = 70;
});

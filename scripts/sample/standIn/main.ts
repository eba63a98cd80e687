/**
 * A stand-in for Metro, only for the sample Metro home. It accepts the real program's arguments, runs as long as
 * `stand-in/seconds` in the sample's .metro says, and leaves the same files as Metro: lock, logs, archives, status,
 * failcount. With `generation: 2024` in that section its locks name the host, or what `host` says, and it writes `.targets`.
 * It builds nothing.
 */
import { readFileSync, realpathSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { readMetroFile } from '../metroFile.ts';
import { performBuild } from './performBuild.ts';
import { readRequest } from './request.ts';

const program = realpathSync(process.argv[1] ?? '');
const install = dirname(program);
const home = dirname(install);

const request = readRequest(process.argv.slice(2));
if (typeof request === 'string') {
	console.error(`metro (stand-in): ${request}`);
	process.exit(1);
}
const settings = readMetroFile(readFileSync(join(home, '.metro'), 'utf8'), home);
const fail = (settings.get('stand-in/fail') ?? 'no').split(' ');

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupt.abort());
// A closed terminal accepts no more output; the signal that comes with it then ends the build.
process.stdout.on('error', () => interrupt.abort());

void performBuild(request, {
	install,
	mirror: settings.get('path/mirror') ?? join(home, 'mirror'),
	seconds: Number(settings.get('stand-in/seconds') ?? 90),
	fails: fail.includes('yes') || fail.includes(request.subarch),
	pid: process.pid,
	host:
		settings.get('stand-in/generation') === '2024'
			? (settings.get('stand-in/host') ?? hostname())
			: undefined,
	now: () => new Date(),
	sleep: (milliseconds) =>
		sleep(milliseconds, undefined, { signal: interrupt.signal }).catch(() => undefined),
	say: (line) => console.log(line),
	signal: interrupt.signal,
}).then((status) => {
	process.exitCode = status;
});

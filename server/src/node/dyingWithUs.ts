/** Programs that end together with this process, however it ends. */
import { spawnSync } from 'node:child_process';
import type { Environment, RunRequest } from '../cli/host.ts';

/**
 * The program and its arguments. With setpriv, the kernel ends the program together with us, however we end. Otherwise the
 * program ends at its next read or write, if its pipes are ours.
 */
export function dyingWithUs({
	program,
	arguments: words,
	env,
}: Pick<RunRequest, 'program' | 'arguments' | 'env'>): [string, ...string[]] {
	if (!canDieWithUs(env)) return [program, ...words];
	return ['setpriv', '--pdeathsig', 'KILL', '--', program, ...words];
}

let known: { readonly path: string | undefined; readonly can: boolean } | undefined;

function canDieWithUs(env: Environment): boolean {
	if (known === undefined || known.path !== env.PATH) {
		const { stdout } = spawnSync('setpriv', ['--help'], { env: env as NodeJS.ProcessEnv, encoding: 'utf8' });
		known = { path: env.PATH, can: stdout?.includes('--pdeathsig') === true };
	}
	return known.can;
}

/** Runs one of the stress programs, with its options: `npm run stress -- watching --seed 1`. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const programs = ['watching', 'history', 'uploads', 'publications', 'hosts'];
const [name = '', ...options] = process.argv.slice(2);
if (programs.includes(name)) {
	const program = join(import.meta.dirname, `${name}.ts`);
	process.exitCode = spawnSync(process.execPath, [program, ...options], { stdio: 'inherit' }).status ?? 1;
} else {
	console.error(`name one of these: ${programs.join(', ')}`);
	process.exitCode = 2;
}

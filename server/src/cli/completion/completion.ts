/** Completion scripts for shells, made from the table of commands. */
import type { Command } from '../command.ts';
import { bashScript } from './bash.ts';
import { fishScript } from './fish.ts';
import { zshScript } from './zsh.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

/** The script that teaches a shell to complete `buildrepo`. */
export function completionScript(shell: Shell, commands: readonly Command[]): string {
	switch (shell) {
		case 'bash':
			return bashScript(commands);
		case 'zsh':
			return zshScript(commands);
		case 'fish':
			return fishScript(commands);
	}
}

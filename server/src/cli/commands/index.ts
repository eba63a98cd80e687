/** The table of commands, in the order in which help lists them. */
import type { Command } from '../command.ts';
import { helpCommand } from './help.ts';

const all: readonly Command[] = [helpCommand(() => commands)];

/** Every command by its name. */
export const commands: ReadonlyMap<string, Command> = new Map(all.map((command) => [command.name, command]));

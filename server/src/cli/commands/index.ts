/** The table of commands, in the order in which help lists them. */
import type { Command } from '../command.ts';
import { clean } from './clean.ts';
import { cmd } from './cmd.ts';
import { compress } from './compress.ts';
import { config } from './config.ts';
import { digestgen } from './digestgen.ts';
import { empties } from './empties.ts';
import { fails } from './fails.ts';
import { helpCommand } from './help.ts';
import { indexXml } from './indexXml.ts';
import { nextbuild } from './nextbuild.ts';
import { settings } from './settings.ts';
import { zap } from './zap.ts';

const all: readonly Command[] = [
	nextbuild,
	fails,
	empties,
	zap,
	digestgen,
	indexXml,
	clean,
	cmd,
	compress,
	config,
	settings,
	helpCommand(() => commands),
];

/** Every command by its name. */
export const commands: ReadonlyMap<string, Command> = new Map(all.map((command) => [command.name, command]));

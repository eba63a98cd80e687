/** The table of commands, in the order in which help lists them. */
import type { Command } from '../command.ts';
import { buildbot } from './buildbot.ts';
import { check } from './check.ts';
import { clean } from './clean.ts';
import { cmd } from './cmd.ts';
import { completionCommand } from './completion.ts';
import { compress } from './compress.ts';
import { config } from './config.ts';
import { create } from './create.ts';
import { digestgen } from './digestgen.ts';
import { empties } from './empties.ts';
import { explain } from './explain.ts';
import { fails } from './fails.ts';
import { forecast } from './forecast.ts';
import { health } from './health.ts';
import { helpCommand } from './help.ts';
import { history } from './history.ts';
import { hosts } from './hosts.ts';
import { indexXml } from './indexXml.ts';
import { latest } from './latest.ts';
import { maintain } from './maintain.ts';
import { manCommand } from './man.ts';
import { mcpCommand } from './mcp.ts';
import { metrics } from './metrics.ts';
import { nextbuild } from './nextbuild.ts';
import { publish } from './publish.ts';
import { settings } from './settings.ts';
import { status } from './status.ts';
import { unlock } from './unlock.ts';
import { upload } from './upload.ts';
import { verify } from './verify.ts';
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
	status,
	explain,
	forecast,
	hosts,
	history,
	health,
	metrics,
	create,
	latest,
	publish,
	maintain,
	verify,
	unlock,
	upload,
	buildbot,
	config,
	settings,
	check,
	mcpCommand(() => commands),
	helpCommand(() => commands),
	completionCommand(() => commands),
	manCommand(() => commands),
];

/** Every command by its name. */
export const commands: ReadonlyMap<string, Command> = new Map(all.map((command) => [command.name, command]));

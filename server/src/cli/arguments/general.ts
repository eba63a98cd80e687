/** The options that every command understands. */
import type { OptionSpec } from './options.ts';

export const generalOptions: readonly OptionSpec[] = [
	{ name: 'config', value: 'FILE', summary: 'read FILE instead of ~/.metro' },
	{ name: 'buildbot', value: 'FILE', summary: "read FILE instead of ~/.buildbot, or the mirror's (2024)" },
	{ name: 'mirror', value: 'DIR', summary: "work on DIR instead of .metro's path/mirror" },
	{
		name: 'python',
		value: 'FILE',
		summary: 'run FILE, a Python 3, for values that .buildbot takes from the host, the clock or files',
	},
	{
		name: 'dialect',
		value: '2015|2019|2024|auto',
		summary: "follow that generation of Metro's buildrepo (BUILDREPO_DIALECT)",
	},
	{ name: 'now', value: 'TIME', summary: 'use TIME (ISO 8601) as the current time (BUILDREPO_NOW)' },
	{
		name: 'hostname',
		value: 'NAME',
		summary: "use NAME as this machine's name, in locks and for get_subarches (BUILDREPO_HOSTNAME)",
	},
	{ name: 'json', summary: 'answer in JSON; refused where a command has no such answer' },
];

export const helpOption: OptionSpec = { name: 'help', short: 'h', summary: 'print this help' };

const versionOption: OptionSpec = { name: 'version', summary: 'print the version' };

/** All options that may be anywhere on a line. */
export const optionsAnywhere: readonly OptionSpec[] = [...generalOptions, helpOption, versionOption];

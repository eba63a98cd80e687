/** The options that every command understands. */
import type { OptionSpec } from './options.ts';

export const generalOptions: readonly OptionSpec[] = [
	{ name: 'config', value: 'FILE', summary: 'read FILE instead of ~/.metro' },
	{ name: 'buildbot', value: 'FILE', summary: 'read FILE instead of ~/.buildbot' },
	{ name: 'mirror', value: 'DIR', summary: "work on DIR instead of .metro's path/mirror" },
	{
		name: 'python',
		value: 'FILE',
		summary: 'run FILE, a python3, for what .buildbot takes from the host, the clock or files',
	},
	{
		name: 'dialect',
		value: '2015|2019|auto',
		summary: "follow that generation of Metro's buildrepo (BUILDREPO_DIALECT)",
	},
	{ name: 'now', value: 'TIME', summary: 'take TIME (ISO 8601) for the present (BUILDREPO_NOW)' },
	{
		name: 'hostname',
		value: 'NAME',
		summary: 'take NAME for the name of this machine, as locks have it (BUILDREPO_HOSTNAME)',
	},
	{ name: 'json', summary: 'answer in JSON, where the command can' },
];

export const helpOption: OptionSpec = { name: 'help', short: 'h', summary: 'say how to use it' };

const versionOption: OptionSpec = { name: 'version', summary: 'say which version this is' };

/** All that may stand anywhere on a line. */
export const optionsAnywhere: readonly OptionSpec[] = [...generalOptions, helpOption, versionOption];

/** Builds, arches, modes and extras that Metro ships, of all versions looked at (2015-03, 2015-11, 2019-10). */

/** Directories of `etc/builds` that have a build.conf. */
export const knownBuilds: readonly string[] = [
	'funtoo-current',
	'funtoo-current-gnome',
	'funtoo-current-gnome-next',
	'funtoo-current-hardened',
	'funtoo-current-kde',
	'funtoo-current-kde-next',
	'funtoo-current-next',
	'funtoo-current-xfce-next',
	'funtoo-experimental',
	'funtoo-experimental-gnome',
	'funtoo-experimental-hardened',
	'funtoo-stable',
	'funtoo-stable-hardened',
	'funtoo-stable-next',
	'gentoo-stable',
	'gentoo-unstable',
	'1.2-release-ec2',
	'1.2-release-std',
	'1.3-release-ec2',
	'1.3-release-std',
	'1.4-release-mr1',
	'1.4-release-sel',
	'1.4-release-std',
];

export const knownArches: readonly string[] = [
	'x86-64bit',
	'x86-32bit',
	'pure64',
	'arm-32bit',
	'arm-32bit/armv7a',
	'arm-64bit',
	'riscv-64bit',
	'sparc64',
];

/** What `map_build` may name first: files of `etc/multi-targets`, and what they build. */
export const knownModes: ReadonlyMap<string, string> = new Map([
	['full', 'stage1, stage2 and stage3 from scratch'],
	['freshen', 'the last stage3, brought up to date'],
	['quick', 'a stage3 from binary packages of the last build'],
	['stage1', 'a stage1 only'],
]);

/** Targets that every version has. */
export const knownStages: readonly string[] = ['snapshot', 'stage1', 'stage2', 'stage3'];

/** What may follow the mode: further targets built from the stage3. */
export const knownExtras: ReadonlyMap<string, string> = new Map([
	['openvz', 'an OpenVZ template'],
	['lxc', 'an LXC container image'],
	['lxd', 'an LXD image (2019)'],
	['vserver', 'a Linux-VServer template (2015)'],
	['gnome', 'a stage with GNOME (2019)'],
]);

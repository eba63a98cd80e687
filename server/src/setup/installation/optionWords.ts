/** The words of Metro's option lists, explained: `metro/options` and `metro/options/stage`. */

/** Markdown by key and word. Facts from the documentation (Metro/Automation) and from Metro 2015-11's stage targets. */
export const optionWords: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
	[
		'metro/options',
		new Map([
			[
				'replace',
				'Build again even though the finished file is already there, and replace it. In Metro 2015 this word ends in an error when the file exists.',
			],
			['clean/auto', 'Remove the cache of the build (`path/cache/build`) when a target has been built.'],
		]),
	],
	[
		'metro/options/stage',
		new Map([
			[
				'cache/package',
				[
					'**Binary package cache.** What a stage build compiles is kept as binary packages, and the next build of the same build, arch and subarch installs those instead of compiling the sources again. Core packages change slowly, so most of a stage build becomes much faster.',
					'',
					'**Where it lies:** `path/cache/package`, by default below `/var/tmp/metro/cache/package-cache`; inside the chroot it is seen as `/var/tmp/cache/package`.',
					'',
					'**When to switch it off:** after an update of a core package that changes its ABI, so that packages built against the old one have to be compiled again (as from `sys-libs/ncurses` 5 to 6). Build once without the cache, or empty it.',
				].join('\n'),
			],
			[
				'cache/compiler',
				'**Compiler cache.** Mounts `path/cache/compiler` into the chroot for ccache, so that sources that were compiled before compile faster.',
			],
			[
				'cache/kernel',
				'**Kernel cache.** Mounts `path/cache/kernel` into the chroot, where kernel builds keep their results.',
			],
			[
				'probe',
				'**Probe.** Mounts `path/cache/probe` into the chroot, for the scripts of `features/probe.conf`.',
			],
		]),
	],
]);

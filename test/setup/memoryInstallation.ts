/** A Metro installation in memory, with the configuration of a set-up that uses it. */
export const installation: Readonly<Record<string, string>> = {
	'/home/.metro': '[section path]\ninstall: /metro/\n[collect /metro/etc/master.conf]\n',
	'/metro/etc/master.conf': '[collect ./builds/$[target/build]/build.conf]\n',
	'/metro/etc/builds/1.4/build.conf': 'a: $[target/build]\n',
	'/metro/etc/builds/packages/x86.conf': '',
	'/metro/etc/multi-targets/full': '',
	'/metro/etc/multi-targets/strategy/seed/stage3': '',
	'/metro/targets/gentoo/stage1.spec': '',
	'/metro/targets/gentoo/stage3.spec': '',
	'/metro/targets/gentoo/README.rst': 'not ours\n',
	'/metro/etc/builds/1.4/fsroot/etc/nsswitch.conf': 'passwd:\tdb\n',
	'/metro/etc/keys/vagrant': 'secret\n',
};

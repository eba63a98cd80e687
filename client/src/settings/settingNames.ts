/** The name of every setting, once; package.json declares the same (test/manifest.test.ts holds them together). */
export const settingNames = {
	/** The folder with `.metro` and `.buildbot`; empty: found by itself. */
	home: 'metro.home',
	dialect: 'metro.dialect',
	/** The program for Metro's own commands; empty: the bundled one. */
	program: 'metro.buildrepo.program',
	/** A `python3` for what `.buildbot` takes from the host, the clock or files; empty: nothing is run. */
	python: 'metro.buildbot.python',
	/** Other hosts that build into the mirror. */
	hosts: 'metro.hosts',
	/** ShellCheck, if there is one, on the shell in blocks. */
	shellcheck: 'metro.shellcheck',
	/** Resolved values after references to them. */
	inlayHints: 'metro.inlayHints',
	/** Who collects a file and uses a key, above it. */
	codeLens: 'metro.codeLens',
	/** Messages, each of which can be switched off. */
	notifyFailing: 'metro.notifications.failing',
	notifyRecovered: 'metro.notifications.recovered',
	notifyOutOfRotation: 'metro.notifications.outOfRotation',
	notifyBuilds: 'metro.notifications.builds',
	/** Read by the language client library, which finds it by the client's id. */
	trace: 'metro.trace.server',
} as const;

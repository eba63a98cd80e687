/** A set-up for tests: ready, one subarch failing, one out of rotation, a build to come. */
import type { SetupSummary } from '../../server/src/protocol/index.ts';

export function sampleSetup(changes: Partial<SetupSummary> = {}): SetupSummary {
	return {
		state: 'ready',
		home: '/root',
		metroFile: '/root/.metro',
		buildbotFile: '/root/.buildbot',
		mirror: '/home/mirror/funtoo',
		dialect: '2015',
		buildrepoArgs: ['--config', '/root/.metro', '--buildbot', '/root/.buildbot'],
		failing: 1,
		outOfRotation: 1,
		unreadable: 0,
		running: 0,
		zappable: 1,
		returning: 1,
		keptFailcounts: 0,
		subarches: 4,
		datedBuilds: 12,
		next: {
			rowId: 'funtoo-current/x86-64bit/corei7',
			path: '/home/mirror/funtoo/funtoo-current/x86-64bit/corei7',
			ambiguous: false,
			build: 'funtoo-current',
			arch: 'x86-64bit',
			subarch: 'corei7',
			target: 'full',
			extras: ['openvz'],
			reason: 'It was never built.',
		},
		missing: [],
		...changes,
	};
}

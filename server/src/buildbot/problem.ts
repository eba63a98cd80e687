/** What can be wrong with a `.buildbot`. */
import type { Problem } from '../base/problem.ts';

export type BuildbotCode =
	| 'syntax-error'
	| 'python-error'
	| 'stopped'
	| 'dynamic'
	| 'implicit-concatenation'
	| 'string-not-tuple'
	| 'not-a-sequence'
	| 'not-a-name'
	| 'not-an-integer'
	| 'duplicate'
	| 'all-ignored'
	| 'all-missing'
	| 'not-in-all'
	| 'nothing-to-build'
	| 'prints'
	| 'map-build-unusable'
	| 'map-build-empty-target'
	| 'map-build-raises'
	| 'map-build-stopped'
	| 'map-build-never-full'
	| 'map-build-dynamic'
	| 'map-build-untried'
	| 'get-subarches-raises'
	| 'get-subarches-unusable'
	| 'get-subarches-stopped'
	| 'get-subarches-dynamic'
	| 'out-of-range'
	| 'unused-name'
	| 'misspelled-setting'
	| 'list-unread'
	| 'all-subarches-unset'
	| 'map-build-parameters'
	| 'get-subarches-parameters';

export type BuildbotProblem = Problem<BuildbotCode>;

/**
 * Our requests and notifications beyond the Language Server Protocol. Each constant holds the types of what is sent and
 * answered, so that the compiler sees to it that both sides mean the same.
 */

import type { Health } from '../health/model/health.ts';
import type {
	BuildbotEditAnswer,
	BuildbotEditParams,
	BuildbotNames,
	BuildbotTextParams,
	NewBuildbotAnswer,
	RotationPreview,
} from './buildbotEdits.ts';
import type { SetupChanged } from './changes.ts';
import type { HealthChanged, HealthParams, TimelinesAnswer, TimelinesParams } from './health.ts';
import type { FailureEntry, FailuresParams, LogAnswer, LogParams } from './logs.ts';
import type { MapBuildParams, TriedMapBuild } from './mapBuild.ts';
import type { ServerOptions } from './options.ts';
import type { FailureAnswer, FailureParams, Row, RowAnswer, RowParams, RowsParams } from './rows.ts';
import type {
	CompareContextsAnswer,
	CompareContextsParams,
	ContextsAnswer,
	ContextsParams,
	ResolvedConfiguration,
	ResolvedConfigurationParams,
	SetContextParams,
} from './runs.ts';
import type { FilePlace, SetupSummary } from './setups.ts';

/** A request from client to server. The libraries of both sides have types of their own for it, which do not fit each other. */
export interface Request<Params, Answer> {
	readonly method: string;
	/** For the compiler only. */
	readonly types?: (params: Params) => Answer;
}

/** A notification. */
export interface Notification<Params> {
	readonly method: string;
	/** For the compiler only. */
	readonly types?: (params: Params) => void;
}

/** From client to server; `null` is the answer where there is nothing. */
export const requests = {
	/** One summary for each home. */
	setups: request<undefined, readonly SetupSummary[]>('metro/setups'),
	rows: request<RowsParams, readonly Row[]>('metro/rows'),
	row: request<RowParams, RowAnswer | null>('metro/row'),
	failure: request<FailureParams, FailureAnswer | null>('metro/failure'),
	log: request<LogParams, LogAnswer | null>('metro/log'),
	/** Where `.buildbot` names the subarch of a row. */
	whereNamed: request<HealthParams & { readonly id: string }, FilePlace | null>('metro/whereNamed'),
	/** Tries the `map_build` of an open `.buildbot`. */
	mapBuild: request<MapBuildParams, TriedMapBuild | null>('metro/mapBuild'),
	/** The edit of a `.buildbot` text that fulfils a wish. */
	editBuildbot: request<BuildbotEditParams, BuildbotEditAnswer | null>('metro/editBuildbot'),
	/** What such an edit can be about. */
	buildbotNames: request<BuildbotTextParams, BuildbotNames | null>('metro/buildbotNames'),
	newBuildbot: request<HealthParams, NewBuildbotAnswer | null>('metro/newBuildbot'),
	/** What a text of `.buildbot` would have built and cleaned, beside the saved file. */
	previewRotation: request<BuildbotTextParams, RotationPreview | null>('metro/previewRotation'),
	failures: request<FailuresParams, readonly FailureEntry[]>('metro/failures'),
	/** Reads everything anew and answers when done. */
	refresh: request<undefined, null>('metro/refresh'),
	/** From now on, `healthChanged` tells what differs, until `healthClosed`. */
	health: request<HealthParams, Health | null>('metro/health'),
	timelines: request<TimelinesParams, TimelinesAnswer>('metro/timelines'),
	contexts: request<ContextsParams, ContextsAnswer | null>('metro/contexts'),
	setContext: request<SetContextParams, ContextsAnswer | null>('metro/setContext'),
	compareContexts: request<CompareContextsParams, CompareContextsAnswer | null>('metro/compareContexts'),
	resolvedConfiguration: request<ResolvedConfigurationParams, ResolvedConfiguration | null>(
		'metro/resolvedConfiguration',
	),
} as const;

/** From client to server. */
export const clientNotifications = {
	/** These are the options from now on. */
	configure: notification<Omit<ServerOptions, 'evaluateAs'>>('metro/configure'),
	/** The health of this home is no longer shown. */
	healthClosed: notification<HealthParams>('metro/healthClosed'),
} as const;

/** From server to client. */
export const serverNotifications = {
	/** There are other homes than before. */
	homesChanged: notification<undefined>('metro/homesChanged'),
	/** Something is new in a set-up. */
	changed: notification<SetupChanged>('metro/changed'),
	/**
	 * What `resolvedConfiguration` gives may be different now. Sent to those that have asked for it, not more often than
	 * somebody can read.
	 */
	valuesChanged: notification<undefined>('metro/valuesChanged'),
	/** The health of a set-up whose health was asked for is different now; at most a few times a second. */
	healthChanged: notification<HealthChanged>('metro/healthChanged'),
	/** What a set-up is evaluated as was changed. */
	contextChanged: notification<ContextsAnswer>('metro/contextChanged'),
} as const;

/** Commands that do the same as the requests, with the same object as their argument, for editors without our client. */
export const serverCommands = {
	contexts: 'metro.server.contexts',
	setContext: 'metro.server.setContext',
	compareContexts: 'metro.server.compareContexts',
	resolvedConfiguration: 'metro.server.resolvedConfiguration',
} as const;

function request<Params, Answer>(method: string): Request<Params, Answer> {
	return { method };
}

function notification<Params>(method: string): Notification<Params> {
	return { method };
}

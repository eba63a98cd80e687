/** The request of our own client that tries the `map_build` of an open document. */
import { isRecord } from '../../base/json.ts';
import { inTurns } from '../../base/work.ts';
import { type MapBuildTrial, requests } from '../../protocol/index.ts';
import { requestsOf } from '../requestHandler.ts';
import { findDocument, type LanguageSession } from './documentRequests.ts';

export function registerMapBuildRequest(session: LanguageSession): void {
	const on = requestsOf(session.connection, session.log);
	on(requests.mapBuild, null, async ({ uri, trial }, signal) => {
		const found = typeof uri === 'string' ? findDocument(session, uri) : undefined;
		if (found?.features.tryMapBuild === undefined) return null;
		const { document, features } = found;
		if (features.prepare !== undefined) await inTurns(features.prepare(document), signal);
		return (await features.tryMapBuild?.(document, sentTrial(trial), signal)) ?? null;
	});
}

/** A trial as it was sent; `undefined`: none, or something else. */
function sentTrial(sent: unknown): MapBuildTrial | undefined {
	if (!isRecord(sent)) return undefined;
	const { build, arch, subarch, full, fullDate } = sent;
	if (typeof build !== 'string' || typeof arch !== 'string' || typeof subarch !== 'string') return undefined;
	return { build, arch, subarch, full: full === true, ...(typeof fullDate === 'string' && { fullDate }) };
}

/** Builds whose last upload failed, from what is recorded: nobody asks the master for the health. */
import { append } from '../../base/collections.ts';
import { withCount } from '../../base/phrases.ts';
import type { UploadEnded } from '../../history/event.ts';
import type { HealthSources } from '../healthSources.ts';
import type { AttentionItem } from '../model/attention.ts';
import type { SubarchId } from '../model/subarch.ts';

/** One item for each master, since the cause is mostly the same for all builds. */
export function uploadAttention({
	history,
	repository,
}: Pick<HealthSources, 'history' | 'repository'>): readonly AttentionItem[] {
	if (history.kind === 'off') return [];
	const places = new Map<string, SubarchId>();
	for (const { build, arch, subarch, builds } of repository.subarches)
		for (const { name } of builds)
			places.set(`${build}/${arch}/${subarch}/${name}`, { build, arch, subarch });
	const last = new Map<string, UploadEnded>();
	for (const event of history.events) if (event.kind === 'upload-ended') last.set(event.name, event);
	const failed = [...last.values()].filter(
		({ name, result }) => places.has(name) && (result === 'failed' || result === 'interrupted'),
	);
	const byMaster = new Map<string, UploadEnded[]>();
	for (const event of failed) append(byMaster, event.to, event);
	return [...byMaster].map(([to, events]) => {
		const subarches = new Map<string, SubarchId>();
		for (const { name } of events) {
			const place = places.get(name);
			if (place !== undefined) subarches.set(`${place.build}/${place.arch}/${place.subarch}`, place);
		}
		const reason = events.findLast((event) => event.reason !== undefined)?.reason;
		return {
			kind: 'not-uploaded',
			severity: 'warning',
			title: `${withCount(events.length, 'build')} not uploaded`,
			detail: `The last upload to ${to} ${reason === undefined ? 'was interrupted' : `failed: ${reason}`}. The next upload tries again.`,
			subarches: [...subarches.values()],
			actions: ['upload'],
		};
	});
}

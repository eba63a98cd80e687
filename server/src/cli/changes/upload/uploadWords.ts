/** What came of an upload: in words, and as an exit status. */
import { withCount } from '../../../base/phrases.ts';
import type { UploadPlanItem, UploadTally } from '../../../protocol/events.ts';
import type { Host } from '../../host.ts';
import { say } from '../../output/stdout.ts';

/** True for what only a person can settle. */
export function isRefusal(why: UploadPlanItem['why']): boolean {
	return why === 'differs' || why === 'unwanted';
}

/** The exit status that an upload has earned. */
export function uploadStatus({ failed, skipped, index }: UploadTally): number {
	const isRefused = skipped.some(({ why }) => isRefusal(why));
	return failed.length > 0 || isRefused || index === 'failed' ? 1 : 0;
}

export function tellUploads(host: Host, { sent, there, failed, left, host: name, path }: UploadTally): void {
	const parts = [`${withCount(sent.length, 'build')} uploaded to ${name}:${path}`, `${there} there already`];
	if (failed.length > 0) parts.push(`${failed.length} failed`);
	if (left > 0) parts.push(`${left} not tried`);
	say(host, `${parts.join(', ')}.`);
}

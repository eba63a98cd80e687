/** Events in words. */
import { spanText, withCount } from '../base/phrases.ts';
import { sizeText } from '../base/sizeText.ts';
import type { BuildFailure } from '../repository/index.ts';
import type {
	BuildEnded,
	BuildStarted,
	DigestsWritten,
	HistoryEvent,
	Maintained,
	Published,
	UploadEnded,
} from './event.ts';

/** What happened, without what it happened to: `build of 2015-02-20 failed after 3 h 5 min`. */
export function eventPhrase(event: HistoryEvent): string {
	switch (event.kind) {
		case 'build-started':
			return `build of ${event.day} started${targetWords(event)}`;
		case 'build-ended':
			return endPhrase(event);
		case 'failcount':
			return event.from === undefined
				? `failcount is ${event.to}`
				: `failcount went from ${event.from} to ${event.to}`;
		case 'zapped':
			return event.from === undefined ? 'failcount zapped' : `failcount zapped, it was ${event.from}`;
		case 'removed':
			return `removed by clean, ${sizeText(event.bytes)} freed`;
		case 'digests':
			return digestsPhrase(event);
		case 'index':
			return event.name === '' ? 'index.xml of the subarches written' : 'written';
		case 'published':
			return publishedPhrase(event);
		case 'maintained':
			return maintainedPhrase(event);
		case 'linked':
			return countsPhrase([
				[event.linked, 'made'],
				[event.removed, 'removed'],
			]);
		case 'upload-started':
			return `upload to ${event.to} started, ${sizeText(event.bytes)}`;
		case 'upload-ended':
			return uploadPhrase(event);
	}
}

function endPhrase(event: BuildEnded): string {
	const which = event.day === undefined ? 'build' : `build of ${event.day}`;
	const time = event.duration === undefined ? '' : ` after ${spanText(event.duration)}`;
	switch (event.result) {
		case 'succeeded':
			return `${which} succeeded${time}${targetWords(event)}`;
		case 'failed':
			return `${which} failed${time}${targetWords(event)}${event.failure ? `: ${failureWords(event.failure)}` : ''}`;
		case 'interrupted':
			return `${which} interrupted${time}`;
		case 'not-started':
			return `${which} did not start`;
	}
}

function uploadPhrase({ to, result, bytes, duration, reason }: UploadEnded): string {
	const time = ` after ${spanText(duration)}`;
	switch (result) {
		case 'succeeded':
			return `uploaded to ${to}${time}, ${sizeText(bytes)}`;
		case 'already-there':
			return `upload to ${to} ended${time}: it was there already`;
		case 'interrupted':
			return `upload to ${to} interrupted${time}`;
		case 'failed':
			return `upload to ${to} failed${time}${reason === undefined ? '' : `: ${reason}`}`;
	}
}

function targetWords({ target, extras }: Pick<BuildStarted | BuildEnded, 'target' | 'extras'>): string {
	return target === undefined ? '' : ` (${[target, ...(extras ?? [])].join(' + ')})`;
}

function failureWords({ target, name, phase, more }: BuildFailure): string {
	const where = target === undefined ? '' : ` of ${target}`;
	return `${name} in its ${phase} phase${where}${more === 0 ? '' : `, and ${more} more`}`;
}

function publishedPhrase({ target, result, files, bytes, removed, reason }: Published): string {
	const to = target === 'publish' ? '' : ` to ${target}`;
	if (result === 'failed') return `publishing${to} failed${reason === undefined ? '' : `: ${reason}`}`;
	const gone = removed === 0 ? '' : `, ${removed} removed`;
	return `published${to}: ${withCount(files, 'file')} sent (${sizeText(bytes)})${gone}`;
}

function maintainedPhrase({ done, failed, skipped }: Maintained): string {
	const parts = [
		done.length === 0 ? '' : `${done.join(', ')} done`,
		failed.length === 0 ? '' : `${failed.join(', ')} failed`,
		skipped.length === 0 ? '' : `${skipped.join(', ')} not tried`,
	];
	return `maintenance: ${parts.filter((part) => part !== '').join('; ') || 'nothing to do'}`;
}

function digestsPhrase({ hashed, repaired, removed, failed }: DigestsWritten): string {
	return countsPhrase([
		[hashed, 'archives hashed'],
		[repaired, 'hash files repaired'],
		[removed, 'leftover hash files removed'],
		[failed, 'failed'],
	]);
}

function countsPhrase(parts: readonly (readonly [number, string])[]): string {
	return parts
		.filter(([count]) => count > 0)
		.map(([count, what]) => `${count} ${what}`)
		.join(', ');
}

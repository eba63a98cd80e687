/** The health as JSON: names as in the other answers, moments in UTC, local times without a zone, spans in seconds. Absent is unknown. */
import { formatCivil } from '../../base/civilTime.ts';
import type { Health } from '../../health/model/health.ts';

/** Milliseconds since the epoch. */
const moments = new Set([
	'at',
	'since',
	'startsAt',
	'firstAt',
	'lastAt',
	'weekAt',
	'writtenAt',
	'lastChange',
]);

/** Civil times. */
const localTimes = new Set(['latest', 'dueFrom']);

/** Milliseconds. */
const spans = new Set(['takes', 'timeToRecover', 'usualDuration', 'medianDuration']);

export function healthJson(health: Health): object {
	const ahead = health.ahead.map((build) => (build.since === 0 ? { ...build, since: null } : build));
	return converted('', { ...health, ahead }) as object;
}

function converted(name: string, value: unknown): unknown {
	if (Array.isArray(value)) return value.map((item) => converted(name, item));
	if (typeof value === 'object' && value !== null) {
		const members = Object.entries(value).filter(([, member]) => member !== undefined);
		return Object.fromEntries(members.map(([key, member]) => [snakeCase(key), converted(key, member)]));
	}
	if (typeof value !== 'number') return value;
	if (moments.has(name)) return instantText(value);
	if (localTimes.has(name)) return formatCivil(value);
	return spans.has(name) ? value / 1000 : value;
}

function instantText(moment: number): string {
	return `${new Date(moment).toISOString().slice(0, 19)}Z`;
}

function snakeCase(name: string): string {
	return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

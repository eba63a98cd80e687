/** Results by week. */
import { civilDay, DAY, toCivil } from '../../base/civilTime.ts';
import { append } from '../../base/collections.ts';
import type { BuildEnded, HistoryEvent } from '../../history/event.ts';
import type { WeekResults } from '../model/records.ts';
import { momentOfCivil } from '../momentOfCivil.ts';
import { medianDuration } from './pastBuilds.ts';

const mostWeeks = 26;

/** From the first week with a result to this one, at most half a year; weeks without a result are there, too. */
export function weeksOf(events: readonly HistoryEvent[], at: number): readonly WeekResults[] {
	const thisWeek = weekOf(at);
	const weeks = new Map<number, BuildEnded[]>();
	for (const event of events) {
		if (event.kind !== 'build-ended' || event.at > at) continue;
		const week = weekOf(event.at);
		if (week > thisWeek - mostWeeks * 7 * DAY) append(weeks, week, event);
	}
	if (weeks.size === 0) return [];
	const found: WeekResults[] = [];
	for (let week = Math.min(...weeks.keys()); week <= thisWeek; week += 7 * DAY) {
		const ended = weeks.get(week) ?? [];
		const median = medianDuration(ended);
		found.push({
			weekAt: momentOfCivil(week, at),
			succeeded: ended.filter(({ result }) => result === 'succeeded').length,
			failed: ended.filter(({ result }) => result === 'failed').length,
			...(median !== undefined && { medianDuration: median }),
		});
	}
	return found;
}

/** Monday at midnight, as civil time. The epoch began on a Thursday. */
function weekOf(moment: number): number {
	const day = civilDay(toCivil(moment));
	const weekday = (((day / DAY + 3) % 7) + 7) % 7;
	return day - weekday * DAY;
}

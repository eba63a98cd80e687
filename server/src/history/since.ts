/** A moment in the past, as people write it. */
import { civilMidnight, DAY } from '../base/civilTime.ts';

const units: Readonly<Record<string, number>> = {
	m: 60_000,
	h: 60 * 60_000,
	d: DAY,
	w: 7 * DAY,
};

/**
 * The moment that a text means, in milliseconds since the epoch: a day (`2015-02-20`), a day with a time, or a time span before
 * `now` (`90m`, `24h`, `7d`, `2w`). Without a zone it is local time. `undefined` for anything else.
 */
export function momentSince(text: string, now: number): number | undefined {
	const span = /^(\d{1,6})([mhdw])$/.exec(text);
	if (span !== null) return now - Number(span[1]) * (units[span[2] ?? ''] ?? 0);
	const parts = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(Z|[+-]\d\d:\d\d)?)?$/.exec(
		text,
	);
	if (parts === null) return undefined;
	const [, year = '', month = '', day = '', time = '00:00', zone = ''] = parts;
	// Date.parse accepts days that no month has.
	if (civilMidnight(Number(year), Number(month), Number(day)) === undefined) return undefined;
	const moment = Date.parse(`${year}-${month}-${day}T${time}${zone}`);
	return Number.isNaN(moment) ? undefined : moment;
}

/** Ages, lengths and moments in words. Pure. */
import * as l10n from '@vscode/l10n';
import { formatLocale, numberText } from '../src/ui/numberText.ts';
import { civilOf } from './civil.ts';

export const dayLength = 86_400_000;

/** `today`, `3 d`; both are civil times. `undefined`: `never`. */
export function ageText(date: number | undefined, now: number): string {
	if (date === undefined) return l10n.t('never');
	const days = Math.floor(now / dayLength) - Math.floor(date / dayLength);
	if (days < 0) return l10n.t('in {0} d', numberText(-days));
	return days === 0 ? l10n.t('today') : l10n.t('{0} d', numberText(days));
}

/** `3 h 50 min`; milliseconds. */
export function lengthText(length: number): string {
	const minutes = Math.round(length / 60_000);
	if (minutes < 1) return l10n.t('under a minute');
	const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
	if (hours === 0) return `${rest} min`;
	return rest === 0 ? `${numberText(hours)} h` : `${numberText(hours)} h ${rest} min`;
}

/** A share from 0 to 1. */
export function percentText(share: number): string {
	return `${Math.round(100 * share)} %`;
}

/** A moment as date and time in a time zone, `2015-02-20 13:40`. */
export function momentText(at: number, zone: string): string {
	return new Date(civilOf(at, zone)).toISOString().slice(0, 16).replace('T', ' ');
}

/** A moment near another one: today the time alone, this week with the day of the week, else with the date. */
export function nearMomentText(at: number, now: number, zone: string): string {
	const [civil, today] = [civilOf(at, zone), civilOf(now, zone)];
	const days = Math.floor(civil / dayLength) - Math.floor(today / dayLength);
	const time = new Date(civil).toISOString().slice(11, 16);
	if (days === 0) return time;
	return Math.abs(days) < 7
		? `${weekday(civil)} ${time}`
		: new Date(civil).toISOString().slice(0, 16).replace('T', ' ');
}

function weekday(civil: number): string {
	return new Intl.DateTimeFormat(formatLocale(), { weekday: 'short', timeZone: 'UTC' }).format(civil);
}

/** A civil time as its day, `2015-02-20`. */
export function dayText(civil: number): string {
	return new Date(civil).toISOString().slice(0, 10);
}

/** A civil time as the day of an axis, `20 Feb` as the language writes it. */
export function axisDayText(civil: number): string {
	const options = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
	return new Intl.DateTimeFormat(formatLocale(), options).format(civil);
}

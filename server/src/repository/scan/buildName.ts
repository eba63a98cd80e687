/** The names of build directories. */
import { type CivilTime, civilMidnight } from '../../base/civilTime.ts';

export interface BuildName {
	readonly kind: 'dated' | 'qa';
	/** Midnight of the day in the name. */
	readonly date: CivilTime;
}

/** A day as Python's strptime reads `%Y-%m-%d`: month and day may lack their zero. */
const dayPattern = /^(\d{4})-(1[0-2]|0[1-9]|[1-9])-(3[01]|[12]\d|0[1-9]|[1-9]| [1-9])$/;

/** The name of a QA build has its commit after the day. */
const qaPattern = /^(\d{4}-\d\d-\d\d)-./;

/** Parses a directory's name; `undefined` if it is not the name of a build or has an impossible day. */
export function parseBuildName(name: string): BuildName | undefined {
	const qa = qaPattern.exec(name)?.[1];
	const date = parseDay(qa ?? name);
	return date === undefined ? undefined : { kind: qa === undefined ? 'dated' : 'qa', date };
}

function parseDay(text: string): CivilTime | undefined {
	const match = dayPattern.exec(text);
	return match === null ? undefined : civilMidnight(Number(match[1]), Number(match[2]), Number(match[3]));
}

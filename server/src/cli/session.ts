/** One call of `buildrepo`: where its files are, what time it is, and what all its commands share. */
import type { Clock } from '../base/clock.ts';
import { nearest } from '../base/nearest.ts';
import { resolvePath } from '../base/posixPath.ts';
import type { Host } from './host.ts';
import type { ParsedOptions } from './options.ts';
import { Refusal } from './refusal.ts';

export type DialectChoice = '2015' | '2019' | 'auto';

/** The files and choices of a call, from its general options and its environment. */
export interface Session {
	readonly host: Host;
	readonly clock: Clock;
	/** `.metro`, absolute. */
	readonly metroFile: string;
	/** `.buildbot`, absolute. */
	readonly buildbotFile: string;
	/** The mirror named on the command line instead of `path/mirror`, absolute. */
	readonly mirror: string | undefined;
	readonly dialect: DialectChoice;
}

/** Makes the session of a call. Throws `Refusal` for a value that makes no sense. */
export function openSession(host: Host, options: ParsedOptions): Session {
	const home = host.env.HOME ?? '/';
	const path = (name: string): string | undefined => {
		const value = options.value(name);
		if (value === '') throw new Refusal(`--${name} is empty: give a path`);
		return value === undefined ? undefined : resolvePath(host.cwd, value);
	};
	return {
		host,
		clock: clockOf(host, options),
		metroFile: path('config') ?? resolvePath(host.cwd, `${home}/.metro`),
		buildbotFile: path('buildbot') ?? resolvePath(host.cwd, `${home}/.buildbot`),
		mirror: path('mirror'),
		dialect: dialectOf(host, options),
	};
}

function dialectOf(host: Host, options: ParsedOptions): DialectChoice {
	const value = options.value('dialect') ?? host.env.BUILDREPO_DIALECT ?? 'auto';
	const choices = ['2015', '2019', 'auto'] as const;
	const choice = choices.find((c) => c === value);
	if (choice !== undefined) return choice;
	const close = nearest(value, choices);
	const remedy = close === undefined ? 'say 2015, 2019 or auto' : `did you mean ${close}?`;
	throw new Refusal(`unknown dialect "${value}": ${remedy}`);
}

/** `--now` or `BUILDREPO_NOW` stop the clock at a moment in ISO 8601; without a zone it is local time. */
function clockOf(host: Host, options: ParsedOptions): Clock {
	const text = options.value('now') ?? host.env.BUILDREPO_NOW;
	if (text === undefined || text === '') return host.clock;
	// A day alone would mean midnight UTC to Date.parse, which is no one's midnight elsewhere.
	const moment = Date.parse(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00` : text);
	if (Number.isNaN(moment)) throw new Refusal(`"${text}" is no time: write it as 2015-02-20T12:00:00Z`);
	return { now: () => moment };
}

/** `fails`: every subarch with its failcount and the day of its latest build, the highest failcount first. */
import { formatDay } from '../../base/civilTime.ts';
import {
	countOf,
	type Dialect,
	failsOrder,
	firstErrorOf,
	type Subarch,
	whyBuildsUnknown,
} from '../../repository/index.ts';
import type { Command } from '../command.ts';
import { subarchJson, writeJson } from '../output/json.ts';
import { printNote } from '../output/stderr.ts';
import { say } from '../output/stdout.ts';
import type { Session } from '../session.ts';

export const fails: Command = {
	name: 'fails',
	family: 'metro',
	usage: '',
	summary: 'list all subarches: failcount, day of the latest build, path',
	details: [
		'The failcount is the number of failures in a row; once it reaches max_failcount the subarch is out of rotation. A failcount that cannot be read is shown as a question mark.',
	],
	exitStatus: '0; 1 if a directory of the repository cannot be read',
	options: [],
	async run(session, { options }) {
		const { repository, dialect } = await session.scan();
		const subarches = failsOrder(repository.subarches);
		if (options.has('json')) writeJson(session.host, subarches.map(subarchJson));
		else
			for (const subarch of subarches)
				say(session.host, failsLine(subarch, dialect) + (await errorWord(session, subarch, dialect)));
		return undefined;
	},
};

/** A question mark where an unreadable build may be the latest. */
function latestDay(subarch: Subarch): string {
	if (whyBuildsUnknown(subarch) !== undefined) return '?';
	return subarch.latest === undefined ? 'None' : formatDay(subarch.latest.date);
}

/** What failed first, in brackets; a line without it ends in a blank, as Metro's does. */
async function errorWord({ host }: Session, subarch: Subarch, dialect: Dialect): Promise<string> {
	if (!dialect.failsNamesError) return '';
	const { text, note } = await firstErrorOf(subarch, host.files);
	if (note !== undefined) printNote(host, note);
	return text === undefined ? ' ' : ` [${text}]`;
}

function failsLine(subarch: Subarch, dialect: Dialect): string {
	const count = String(countOf(subarch) ?? '?').padStart(4);
	const day = latestDay(subarch).padStart(12);
	const line = `${count} ${day} ${subarch.path}`;
	if (!dialect.failsNamesArtifacts) return line;
	return `${line} (${(subarch.latest?.artifacts ?? []).map((artifact) => artifact.flavor).join(',')})`;
}

/** Numbers in a `.buildbot` with which Metro does nothing, fails, or removes what it should keep. */
import type { Problem } from '../base/problem.ts';
import { type Buildbot, type BuildbotCode, isNumberSetting } from '../buildbot/index.ts';

/** Python's own limit of a length of time. */
const mostDays = 999_999_999;

/** Reports each number at the value that counts. */
export function numberRanges({ assigned, settings, outline }: Buildbot): Problem<BuildbotCode>[] {
	const numbers = {
		stale_days: settings.staleDays,
		max_failcount: settings.maxFailcount,
		keep_num: settings.keepNum,
	};
	const out: Problem<BuildbotCode>[] = [];
	for (const [name, { value }] of assigned) {
		if (!isNumberSetting(name) || (value.kind !== 'int' && value.kind !== 'float')) continue;
		const effect = effects[name](numbers[name]);
		const place = outline.assignments.findLast((one) => one.name === name);
		if (effect === undefined || place === undefined) continue;
		out.push({
			code: 'out-of-range',
			severity: effect.isFatal === true ? 'error' : 'warning',
			span: place.valueSpan,
			message: effect.message,
			related: [{ span: place.nameSpan, message: name }],
			data: { name },
		});
	}
	return out;
}

interface Effect {
	readonly message: string;
	/** Metro's buildrepo ends with an exception. */
	readonly isFatal?: boolean;
}

const effects = {
	stale_days: (days: number): Effect | undefined => {
		if (!(Math.abs(days) <= mostDays))
			return {
				message: 'Python cannot calculate with so many days: buildrepo ends with an error.',
				isFatal: true,
			};
		return days < 0
			? { message: 'stale_days is negative, so every build is always stale and is built again and again.' }
			: undefined;
	},
	max_failcount: (count: number): Effect | undefined =>
		count > 0
			? undefined
			: { message: `max_failcount is ${count}, so no build is ever in the rotation: nothing is built.` },
	keep_num: (count: number): Effect | undefined => {
		if (count > 0) return undefined;
		return {
			message:
				count === 0
					? "keep_num is 0: clean removes every complete build here, while Metro's own buildrepo removes none."
					: `keep_num is negative: Metro's own clean removes the ${-count} oldest builds each time, while clean removes none here.`,
		};
	},
} as const;

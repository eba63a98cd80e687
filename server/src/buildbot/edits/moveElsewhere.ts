/** Edits a `.buildbot` so that several subarches are only kept here, while other servers build them. */
import { isRefused } from '../../base/refused.ts';
import type { Work } from '../../base/work.ts';
import type { SourceEdit } from '../itemRemoval.ts';
import type { BuildbotRules } from '../rules.ts';
import { editBuildbotWork } from './editBuildbot.ts';
import { editsOf, unedited, withEdits } from './editedText.ts';
import type { RefusedEdit } from './refusals.ts';

/** The edits for all of the names, in the order of the text, or why one of them cannot be moved. */
export function* moveElsewhereWork(
	source: string,
	names: readonly string[],
	rules: BuildbotRules,
): Work<readonly SourceEdit[] | RefusedEdit> {
	let edited = unedited(source);
	for (const name of names) {
		const answer = yield* editBuildbotWork(edited.text, { holds: 'subarches', name, to: 'elsewhere' }, rules);
		if (isRefused(answer)) return answer;
		edited = withEdits(edited, answer.edits);
	}
	return editsOf(edited);
}

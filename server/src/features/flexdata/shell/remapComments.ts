/** Maps ShellCheck's comments on an earlier text of a script to its current text, until ShellCheck has checked that. */
import type { ShellComment } from './shellcheckAnswer.ts';

/** The comments whose places still exist, at their current positions. Their fixes are left out, since they were for another text. */
export function remapComments(
	before: string,
	now: string,
	comments: readonly ShellComment[],
): ShellComment[] {
	const [old, current] = [before.split('\n'), now.split('\n')];
	const head = equalFromStart(old, current);
	const tail = equalFromEnd(old, current, head);
	const moved = current.length - old.length;
	/** The one line that was changed, if it was only one. */
	const changed =
		moved === 0 && head + tail === old.length - 1
			? ([old[head] ?? '', current[head] ?? ''] as const)
			: undefined;
	return comments.flatMap((comment): ShellComment[] => {
		const { line, endLine } = comment;
		const kept = { ...comment, replacements: [] };
		if (endLine <= head) return [kept];
		if (line > old.length - tail) return [{ ...kept, line: line + moved, endLine: endLine + moved }];
		return changed !== undefined && line === endLine ? inLine(kept, ...changed) : [];
	});
}

/** Maps a comment on a line that was partly changed. */
function inLine(comment: ShellComment, before: string, now: string): ShellComment[] {
	const [old, current] = [[...before], [...now]];
	const head = equalFromStart(old, current);
	const tail = equalFromEnd(old, current, head);
	const moved = current.length - old.length;
	const { column, endColumn } = comment;
	if (endColumn - 1 <= head) return [comment];
	if (column > old.length - tail)
		return [{ ...comment, column: column + moved, endColumn: endColumn + moved }];
	return [];
}

function equalFromStart(a: readonly string[], b: readonly string[]): number {
	let count = 0;
	while (count < a.length && count < b.length && a[count] === b[count]) count++;
	return count;
}

/** Never counts any of the first `head` items. */
function equalFromEnd(a: readonly string[], b: readonly string[], head: number): number {
	const most = Math.min(a.length, b.length) - head;
	let count = 0;
	while (count < most && a.at(-1 - count) === b.at(-1 - count)) count++;
	return count;
}

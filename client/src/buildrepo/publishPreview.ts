/** What Show What Would Be Sent shows: all that a preview of Publish tells of. */
import * as l10n from '@vscode/l10n';
import { sizeText } from '../../../server/src/base/sizeText.ts';
import type { PublishedTarget, SentPart } from '../../../server/src/protocol/index.ts';
import { filesText, moreText, sentText } from './publishing.ts';

/** In lines, with the names that the run tells of. */
export function publishPreview(targets: readonly PublishedTarget[]): string {
	const list = (title: string, lines: readonly string[]): readonly string[] =>
		lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`), ''];
	const named = (all: readonly Left[]): readonly string[] =>
		all.map(({ name, reason, remedy }) => `${name}: ${reason}${remedy === undefined ? '' : `: ${remedy}`}`);
	const [first] = targets;
	// What needs a look comes before the long lists.
	return [
		...targets.flatMap((target) => [
			l10n.t('{0}: {1} would be sent.', target.place, sentText([target])),
			'',
			...list(l10n.t('Removed there'), [
				...target.removes,
				...moreText(target.removed - target.removes.length),
			]),
			...list(l10n.t('Stays there, though it is gone here'), named(target.kept)),
		]),
		...list(
			l10n.t('Index files that are held back'),
			(first?.held ?? []).map(
				({ name, reason, cause }) => `${name}: ${reason}${cause === null ? '' : `: ${cause}`}`,
			),
		),
		...list(l10n.t('Left out'), named(first?.leftOut ?? [])),
		...targets.flatMap(({ parts, place }) =>
			parts.flatMap((part) =>
				list(
					`${targets.length > 1 ? `${place}, ` : ''}${partWords()[part.part]}, ${filesText(part)}`,
					namesIn(part),
				),
			),
		),
	].join('\n');
}

interface Left {
	readonly name: string;
	readonly reason: string;
	readonly remedy?: string;
}

function partWords(): Readonly<Record<SentPart['part'], string>> {
	return {
		files: l10n.t('Archives and other files'),
		'hash files': l10n.t('Hash files and signatures'),
		links: l10n.t('Links'),
		indexes: l10n.t('Index files'),
	};
}

/** The names that the run tells of, with their sizes, and how many more there are. */
function namesIn({ files, names }: SentPart): readonly string[] {
	const known = names.map(({ name, bytes }) => (bytes === null ? name : `${name} (${sizeText(bytes)})`));
	return [...known, ...moreText(files - names.length)];
}

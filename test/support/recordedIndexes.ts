/** Every index.xml that Metro's own buildrepo wrote in the recorded cases; ours is the same to the byte. */
import { readRecordedCases } from './recordedCases.ts';

export interface RecordedIndex {
	readonly name: string;
	readonly dialect: '2015' | '2019';
	readonly text: string;
}

export function readRecordedIndexes(): readonly RecordedIndex[] {
	return readRecordedCases().flatMap(({ name, version, runs }) =>
		runs.flatMap(({ changes = [] }, run) =>
			changes.flatMap(({ path, content }) =>
				path === 'index.xml' && content !== undefined
					? [
							{
								name: `${name} (${run})`,
								dialect: version === '2019-10' ? '2019' : '2015',
								text: content,
							} as const,
						]
					: [],
			),
		),
	);
}

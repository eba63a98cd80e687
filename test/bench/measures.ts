/** What is measured of a language server, and how samples become the rows of the report. */
import { percentile, ratioToBest, threeDigits } from './statistics.ts';

/** What is done with a server, in the order of a session. */
export type MeasureName =
	| 'initialise'
	| 'memory at start'
	| 'set-up read'
	| 'open'
	| 'edit'
	| 'edit beside'
	| 'completion'
	| 'hover'
	| 'definition'
	| 'symbols'
	| 'semantic tokens'
	| 'memory'
	| 'shutdown';

/** All samples of one server; a remark says why samples of that kind are missing or worth nothing. */
export interface ServerRecord {
	readonly samples: ReadonlyMap<MeasureName, readonly number[]>;
	readonly remarks: ReadonlyMap<MeasureName, string>;
}

export interface Row {
	readonly title: string;
	readonly measure: MeasureName;
	/** Which of the samples is shown: 0.5 is the median. */
	readonly share: number;
	readonly unit: 'ms' | 'MB';
}

export const rows: readonly Row[] = [
	{ title: 'initialise', measure: 'initialise', share: 0.5, unit: 'ms' },
	{ title: 'set-up read', measure: 'set-up read', share: 0.5, unit: 'ms' },
	{ title: 'open → diagnostics', measure: 'open', share: 0.5, unit: 'ms' },
	{ title: 'edit → diagnostics', measure: 'edit', share: 0.5, unit: 'ms' },
	{ title: 'edit → diagnostics, hints, lenses', measure: 'edit beside', share: 0.5, unit: 'ms' },
	{ title: 'completion p50', measure: 'completion', share: 0.5, unit: 'ms' },
	{ title: 'completion p95', measure: 'completion', share: 0.95, unit: 'ms' },
	{ title: 'hover', measure: 'hover', share: 0.5, unit: 'ms' },
	{ title: 'definition', measure: 'definition', share: 0.5, unit: 'ms' },
	{ title: 'symbols', measure: 'symbols', share: 0.5, unit: 'ms' },
	{ title: 'semantic tokens', measure: 'semantic tokens', share: 0.5, unit: 'ms' },
	{ title: 'memory after start', measure: 'memory at start', share: 0.5, unit: 'MB' },
	{ title: 'memory after work', measure: 'memory', share: 0.5, unit: 'MB' },
	{ title: 'shutdown', measure: 'shutdown', share: 0.5, unit: 'ms' },
];

/** The figure of one cell; `undefined` where the server gave no usable sample. */
export function figure(record: ServerRecord | undefined, row: Row): number | undefined {
	if (record === undefined || record.remarks.has(row.measure)) return undefined;
	return percentile(record.samples.get(row.measure) ?? [], row.share);
}

/**
 * The cells of a row, ours first: each of ours with its ratio to the best of the peers. If there is no figure, the
 * remark replaces it.
 */
export function cellsOf(row: Row, ours: readonly ServerRecord[], peers: readonly ServerRecord[]): string[] {
	const theirs = peers.map((record) => figure(record, row));
	const cell = (record: ServerRecord): string => {
		const value = figure(record, row);
		return value === undefined ? (record.remarks.get(row.measure) ?? '—') : threeDigits(value);
	};
	return [
		...ours.map((record) => {
			const ratio = ratioToBest(figure(record, row), theirs);
			return ratio === undefined ? cell(record) : `${cell(record)} (${ratio.toFixed(2)}×)`;
		}),
		...peers.map(cell),
	];
}

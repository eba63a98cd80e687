/** Text in the format of OpenMetrics, which Prometheus and node_exporter's textfile collector read. */
import { oneLine } from '../base/visible.ts';

/** A gauge with its values. */
export interface Gauge {
	/** Letters, digits and underscores. */
	readonly name: string;
	readonly help: string;
	readonly samples: readonly Sample[];
}

export interface Sample {
	readonly labels: Readonly<Record<string, string>>;
	readonly value: number;
}

/** The whole exposition. Gauges without a value are left out. */
export function openMetricsText(gauges: readonly Gauge[]): string {
	const families = gauges.filter(({ samples }) => samples.length > 0).map(familyText);
	return `${families.join('')}# EOF\n`;
}

function familyText({ name, help, samples }: Gauge): string {
	const lines = [
		`# HELP ${name} ${escaped(help)}`,
		`# TYPE ${name} gauge`,
		...samples.map(({ labels, value }) => `${name}${labelsText(labels)} ${numberText(value)}`),
	];
	return lines.map((line) => `${line}\n`).join('');
}

function labelsText(labels: Sample['labels']): string {
	const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
	return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

/** Readers take UTF-8 only. Characters that control a terminal are shown as everywhere else; \n has an escape of its own. */
function escaped(text: string): string {
	const shown = text.toWellFormed().split('\n').map(oneLine).join('\n');
	return shown.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}

function numberText(value: number): string {
	if (Number.isNaN(value)) return 'NaN';
	if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
	return String(value);
}

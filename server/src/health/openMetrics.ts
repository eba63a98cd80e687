/** Text in the format of OpenMetrics, which Prometheus and node_exporter's textfile collector read. */
import { escapedCharacter } from '../base/pythonText.ts';
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
	// Readers refuse everything if a series is there twice.
	const series = new Map(samples.map(({ labels, value }) => [labelsText(labels), value]));
	const lines = [
		`# HELP ${name} ${escaped(help)}`,
		`# TYPE ${name} gauge`,
		...[...series].map(([labels, value]) => `${name}${labels} ${numberText(value)}`),
	];
	return lines.map((line) => `${line}\n`).join('');
}

function labelsText(labels: Sample['labels']): string {
	const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(shown(value))}"`);
	return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

/**
 * A name as readers get it. They take UTF-8 only, and characters that control a terminal are escaped as everywhere else. A
 * backslash is doubled, so that no two names become one and no series is there twice; a newline has an escape of its own.
 */
function shown(name: string): string {
	const lines = name
		.replaceAll('\\', '\\\\')
		.replace(/\p{Surrogate}/gu, escapedCharacter)
		.split('\n');
	return lines.map(oneLine).join('\n');
}

function escaped(text: string): string {
	return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
}

function numberText(value: number): string {
	if (Number.isNaN(value)) return 'NaN';
	if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
	return String(value);
}

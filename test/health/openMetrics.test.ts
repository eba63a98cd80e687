/** The metrics hold to the grammar of OpenMetrics, whatever the names, and the dashboard asks only for what there is. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openMetricsText } from '../../server/src/health/openMetrics.ts';
import { HistoryOff } from '../../server/src/history/historyStore.ts';
import { various } from '../cli/commands/variousSample.ts';
import { createMemoryHistory } from '../support/memoryHistory.ts';
import { call } from '../support/sampleCall.ts';

const name = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const label = '[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\\\\n]|\\\\["\\\\n])*"';
const number = '(?:[+-]?\\d+(?:\\.\\d*)?(?:e[+-]?\\d+)?|[+-]Inf|NaN)';
const help = new RegExp(`^# HELP (${name}) (?:[^\\\\\\n"]|\\\\[n\\\\"])*$`);
const type = new RegExp(`^# TYPE (${name}) gauge$`);
const sample = new RegExp(`^(${name})(\\{${label}(?:,${label})*\\})? ${number}$`);

interface Exposition {
	readonly families: ReadonlySet<string>;
	readonly samples: readonly string[];
}

/** Reads the text strictly: families in one piece, no sample twice, and nothing after the end. */
function parsed(text: string): Exposition {
	assert.ok(text.endsWith('# EOF\n'));
	const lines = text.slice(0, -'# EOF\n'.length).split('\n').slice(0, -1);
	const families = new Set<string>();
	const samples = new Set<string>();
	let family = '';
	for (const line of lines) {
		const begun = help.exec(line)?.[1];
		if (begun !== undefined) {
			assert.ok(!families.has(begun), line);
			families.add(begun);
			family = begun;
			continue;
		}
		const found = type.exec(line)?.[1] ?? sample.exec(line)?.[1];
		assert.equal(found, family, line);
		if (line.startsWith('# ')) continue;
		const key = line.slice(0, line.lastIndexOf(' '));
		assert.ok(!samples.has(key), line);
		samples.add(key);
	}
	return { families, samples: [...samples] };
}

test('names with quotes, backslashes, newlines, markup and controls', () => {
	const odd = [
		'a"b',
		'a\\',
		'a\nb',
		'<b>&',
		'\u001b[31m',
		'\u202e',
		'a\udc80b',
		'a\udc81b',
		'a\ufffdb',
		'a\\udc80b',
		'\u0080',
		'\\x80',
		'\\x1b[31m',
		'\\\\x1b[31m',
		'\\u202e',
		'\r',
		'\\r',
		'\\\n',
		'',
		'{x="y"} 1',
		'a\r\nb',
		'\\n',
	];
	const text = openMetricsText([
		{
			name: 'odd',
			help: 'Help\nwith "quotes" and \\.',
			samples: [...odd, 'a"b'].map((value, index) => ({ labels: { value }, value: index })),
		},
		{ name: 'none', help: 'Left out.', samples: [] },
		{
			name: 'numbers',
			help: '',
			samples: [1e21, -0.5, 1e-7, Number.NaN, Number.POSITIVE_INFINITY].map((value, i) => ({
				labels: { i: `${i}` },
				value,
			})),
		},
	]);
	const { families, samples } = parsed(text);
	assert.deepEqual([...families], ['odd', 'numbers']);
	assert.equal(samples.length, odd.length + 5);
	assert.ok(text.isWellFormed());
});

test('without a history, nothing that comes from it has a value', async () => {
	const off = (): Promise<never> => Promise.reject(new HistoryOff('history is off: the disk is full'));
	const history = { ...createMemoryHistory(), look: off, record: off, read: off };
	const { stdout, status } = await call('metrics', various, { alive: [77], history });
	assert.equal(status, 0);
	const { families } = parsed(stdout);
	assert.match(stdout, /^metro_history_available 0$/m);
	assert.ok(!families.has('metro_newly_failing_subarches'));
	const kept = (await call('metrics', various, { alive: [77] })).stdout;
	assert.match(kept, /^metro_history_available 1$/m);
	assert.match(kept, /^metro_newly_failing_subarches \d+$/m);
});

test('health says whether the history is empty or off', async () => {
	const said = (await call('health', various, { alive: [77] })).stdout;
	assert.match(said, /^the history is empty: "buildrepo history" records what is found/m);
});

test('what the command prints', async () => {
	const { stdout, status } = await call('metrics', various, { alive: [77] });
	assert.equal(status, 0);
	const { families, samples } = parsed(stdout);
	assert.ok(samples.includes('metro_subarches{state="out-of-rotation"}'));
	assert.match(stdout, /^metro_managed_subarches 7$/m);
	const docs = join(import.meta.dirname, '../../docs');
	for (const file of ['grafana-dashboard.json', 'prometheus-alerts.yml']) {
		const asked = readFileSync(join(docs, file), 'utf8').matchAll(/\bmetro_\w+/g);
		// What needs a history is not there without one.
		const recorded = new Set(['metro_subarch_success_ratio', 'metro_filesystem_days_left']);
		for (const [one] of asked) assert.ok(families.has(one) || recorded.has(one), `${file}: ${one}`);
	}
});

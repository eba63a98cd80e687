/** The report of an issue: what it says, and what it leaves out. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutPrivateWords } from '../../client/src/report/privateText.ts';
import { reportText } from '../../client/src/report/reportText.ts';
import { sampleSetup } from './sampleSetup.ts';

const words = { home: '/home/ada l', user: 'ada', host: 'Mill.example.org' };

for (const [text, expected] of [
	['/home/ada l/metro', '~/metro'],
	['"/home/ada l"', '"~"'],
	['file:///home/ada%20l/.metro', 'file://~/.metro'],
	['/home/ada lovelace', '/home/USER lovelace'],
	['/var/ada/adamant', '/var/USER/adamant'],
	['by process 7 on mill', 'by process 7 on HOST'],
	['mill.example.org: MILL.EXAMPLE.ORG', 'HOST: HOST'],
	['millstone', 'millstone'],
] as const)
	test(`private: ${text}`, () => assert.equal(withoutPrivateWords(text, words), expected));

test('names that every machine has are left', () => {
	const common = { home: '/root', user: 'root', host: 'localhost' };
	assert.equal(
		withoutPrivateWords('/root/x owner: root /rootfs localhost', common),
		'~/x owner: root /rootfs localhost',
	);
	assert.equal(withoutPrivateWords('a.b*c', { home: '/', user: '', host: '' }), 'a.b*c');
	assert.equal(withoutPrivateWords('x+y', { home: '/', user: 'x+', host: '' }), 'x+y');
});

test('the report has versions, set-ups and the end of the log', () => {
	const facts = {
		versions: [['Metro', '1.2.3']] as const,
		settings: { 'metro.dialect': '2015' },
		setups: [sampleSetup({ message: 'bad ``` fence' })],
		trusted: false,
		server: 'running',
		log: `${Array.from({ length: 500 }, (_, line) => `line ${line}`).join('\n')}\n${'x'.repeat(9999)}\n`,
	};
	const text = reportText(facts);
	for (const part of [
		/Nothing has been sent/,
		/- Metro: 1\.2\.3/,
		/Restricted Mode/,
		/"metro\.dialect": "2015"/,
		/- ready, buildrepo of 2015: subarches: 4, builds: 12, 1 failing/,
		/^````json$/m,
		/^line 499$/m,
		/^x{500}…$/m,
	])
		assert.match(text, part);
	assert.doesNotMatch(text, /^line 300$/m);
	assert.doesNotMatch(text, /corei7/);
	assert.match(
		reportText({ ...facts, setups: [], log: undefined }),
		/None is open\.[\s\S]*It cannot be read\./,
	);
});

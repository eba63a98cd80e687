import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parseCommandLine } from '../../server/src/cli/arguments/commandLine.ts';
import type { Command } from '../../server/src/cli/command.ts';
import { CommandError } from '../../server/src/cli/commandError.ts';

function command(name: string, rest: Partial<Command>): [string, Command] {
	const base: Command = {
		name,
		family: 'metro',
		usage: '',
		summary: '',
		details: [],
		exitStatus: '0',
		options: [],
		run: async () => undefined,
	};
	return [name, { ...base, ...rest }];
}

const table = new Map([
	command('fails', {}),
	command('cmd', { takes: 'one' }),
	command('clean', { options: [{ name: 'apply', summary: '' }] }),
	command('config', {
		family: 'extended',
		options: [
			{ name: 'file', value: 'F', summary: '' },
			{ name: 'number', short: 'n', value: 'N', summary: '' },
		],
	}),
]);

/** A line as text: `name(words){options}` for each step, general options after a bar. */
function shown(argv: string, strict = false): string {
	const line = parseCommandLine(argv.split(' '), table, strict);
	const options = (taken: readonly { name: string; value: string | undefined }[]): string =>
		taken.map((t) => (t.value === undefined ? t.name : `${t.name}=${t.value}`)).join(',');
	const steps = line.steps.map((step) =>
		step.kind === 'unknown'
			? `?${step.word}`
			: `${step.command.name}(${step.words.join(',')}){${options(step.options)}}`,
	);
	return `${steps.join(' ')} | ${options(line.general)}`;
}

suite('a command line', () => {
	const cases: readonly (readonly [string, string])[] = [
		['fails clean fails', 'fails(){} clean(){} fails(){} | '],
		['fails bogus fails', 'fails(){} ?bogus fails(){} | '],
		['cmd fails fails', 'cmd(fails){} fails(){} | '],
		['clean --apply fails', 'clean(){apply} fails(){} | '],
		['--json fails --now=2015-02-20', 'fails(){} | json,now=2015-02-20'],
		['config fails --file --json --json', 'config(fails){file=--json} | json'],
		['config -n 3 -- --file', 'config(--file){number=3} | '],
		['fails --help', 'fails(){} | help'],
		['fails -', 'fails(){} ?- | '],
		['constructor __proto__', '?constructor ?__proto__ | '],
	];
	for (const [argv, expected] of cases) test(argv, () => assert.equal(shown(argv), expected));

	test('in Metro’s own order, an unknown command is reported at its turn', () => {
		assert.equal(shown('--help fails --bogus -x', true), '?--help fails(){} ?--bogus ?-x | ');
		assert.equal(shown('--dialect 2015 fails', true), 'fails(){} | dialect=2015');
	});

	const refused: readonly (readonly [string, RegExp])[] = [
		['fails --jsno', /unknown option --jsno: did you mean --json\?/],
		['fails --apply', /unknown option --apply/],
		['config --file', /--file needs a value: --file F/],
		['clean --apply=yes', /--apply takes no value/],
	];
	for (const [argv, message] of refused) {
		test(`${argv} is refused`, () =>
			assert.throws(
				() => shown(argv),
				(error) => error instanceof CommandError && error.status === 2 && message.test(error.message),
			));
	}
});

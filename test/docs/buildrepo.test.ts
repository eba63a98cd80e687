/** docs/buildrepo.md names every command with its exit status, and every option. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { generalOptions } from '../../server/src/cli/arguments/general.ts';
import { commands } from '../../server/src/cli/commands/index.ts';
import { assertNone } from '../support/assertNone.ts';

const text = readFileSync(join(import.meta.dirname, '../../docs/buildrepo.md'), 'utf8');

for (const command of commands.values()) {
	test(`${command.name} and its options`, () => {
		if (![' ', '`'].some((after) => text.includes(`\`${command.name}${after}`)))
			assert.fail(`docs/buildrepo.md does not mention ${command.name}: add it to the table of commands`);
		assertOptions(command.options.map(({ name }) => name));
	});
}

for (const { name, exitStatus } of commands.values()) {
	test(`the exit status of ${name}`, () => {
		const row =
			text.split('\n').find((line) => new RegExp(`^\\|[^|]*\`${name.replace('.', '\\.')}[ \`]`).test(line)) ??
			'';
		const said = row.split('|').at(-2)?.trim().replaceAll('`', '');
		assert.equal(
			said,
			exitStatus,
			`write the exit status of ${name} in docs/buildrepo.md as its file in commands/ says it`,
		);
	});
}

test('the general options', () => {
	assertOptions(generalOptions.map(({ name }) => name));
});

function assertOptions(names: readonly string[]): void {
	assertNone(
		names.filter((name) => !text.includes(`--${name}`)),
		'docs/buildrepo.md does not mention these options. Describe them where it describes the command:',
	);
}

/** docs/buildrepo.md names every command and every option. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { generalOptions } from '../../server/src/cli/arguments/general.ts';
import { commands } from '../../server/src/cli/commands/index.ts';

const text = readFileSync(join(import.meta.dirname, '../../docs/buildrepo.md'), 'utf8');

for (const command of commands.values()) {
	test(`${command.name} and its options`, () => {
		assert.match(text, new RegExp(`\`${command.name.replace('.', '\\.')}[ \`]`));
		for (const { name } of command.options) assert.ok(text.includes(`--${name}`), `--${name}`);
	});
}

test('the general options', () => {
	for (const { name } of generalOptions) assert.ok(text.includes(`--${name}`), `--${name}`);
});

/** Compares the texts of the client and of the manifest with their bundles, and each translation with the English texts. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { config } from '@vscode/l10n';
import { getL10nJson } from '@vscode/l10n-dev';
import { useLocale } from '../../client/src/ui/numberText.ts';
import { assertNone } from '../support/assertNone.ts';
import { manifestKeys, readProjectJson } from '../support/localizedManifest.ts';
import { assertWholeText } from '../support/wholeText.ts';

const root = join(import.meta.dirname, '../..');

/** Languages that are complete, by the names of VS Code's language packs. */
const languages: readonly string[] = ['de', 'fr', 'pt-br'];

type Bundle = Readonly<Record<string, string>>;

const sources = globSync('client/{src,health}/**/*.ts', { cwd: root })
	.sort()
	.map((file) => ({ file, contents: readFileSync(join(root, file), 'utf8') }));

test('the bundle holds exactly the texts of the client', async (t) => {
	const found = await getL10nJson(sources.map(({ contents }) => ({ contents, extension: '.ts' })));
	const texts = Object.keys(found).sort();
	assert.ok(texts.length > 100);
	const bundle = Object.fromEntries(texts.map((text) => [text, text]));
	assertWholeText(t, `${JSON.stringify(bundle, undefined, '\t')}\n`, 'l10n/bundle.l10n.json');
});

test('every text of the client is written out where it is used, with placeholders instead of concatenation', () => {
	const computed = sources.flatMap(({ file, contents }) =>
		[...contents.matchAll(/\bl10n\.t\(\s*(?!['"])\S.*/g)].map(([call]) => `${file}: ${call}`),
	);
	assertNone(
		computed,
		'These texts cannot be found by a translator. Give l10n.t a literal and placeholders:',
	);
});

test('the manifest and package.nls.json have the same keys', () => {
	const used = new Set(manifestKeys());
	const texts = Object.keys(readProjectJson('package.nls.json') as Bundle);
	assertNone(
		[...used].filter((key) => !texts.includes(key)),
		'Add these keys of package.json to package.nls.json:',
	);
	assertNone(
		texts.filter((key) => !used.has(key)),
		'package.json does not use these keys. Remove them from package.nls.json:',
	);
});

/** What a translation must keep: placeholders, commands behind links, and code. */
function fixedParts(text: string): readonly string[] {
	return (text.match(/\{\d+\}|\]\([^)]+\)|`[^`]+`/g) ?? []).toSorted();
}

for (const language of languages) {
	for (const [name, english, translated] of [
		['the client', 'l10n/bundle.l10n.json', `l10n/bundle.l10n.${language}.json`],
		['the manifest', 'package.nls.json', `package.nls.${language}.json`],
	] as const) {
		test(`${language}: every text of ${name} is translated, and nothing else`, () => {
			const texts = readProjectJson(english) as Bundle;
			const translations = readProjectJson(translated) as Bundle;
			assertNone(
				Object.keys(texts).filter((key) => (translations[key] ?? '') === ''),
				`Translate these in ${translated}:`,
			);
			assertNone(
				Object.keys(translations).filter((key) => !(key in texts)),
				`Remove these from ${translated}, or write them as ${english} does:`,
			);
			const changed = Object.entries(texts).filter(
				([key, text]) => `${fixedParts(text)}` !== `${fixedParts(translations[key] ?? '')}`,
			);
			assertNone(
				changed.map(([key, text]) => `${key}: ${fixedParts(text).join(' ')}`),
				`Keep placeholders, links and code as they are in ${translated}:`,
			);
		});
	}
}

test('the client speaks the language of the bundle, numbers included', async (t) => {
	config({ contents: readProjectJson('l10n/bundle.l10n.de.json') as Record<string, string> });
	useLocale('de');
	t.after(() => {
		config({ contents: {} });
		useLocale('en-US');
	});
	const { tallyText, tallySize } = await import('../../client/src/clean/cleanTally.ts');
	const tally = { builds: 1234, snapshots: 1, bytes: 0, unmeasured: 1235 };
	assert.equal(`${tallyText(tally)}, ${tallySize(tally)}`, '1.234 Builds und 1 Snapshot, unbekannte Größe');
});

test('every translation is one that is checked', () => {
	const files = globSync(['package.nls.*.json', 'l10n/bundle.l10n.*.json'], { cwd: root });
	const known = languages.flatMap((language) => [
		`package.nls.${language}.json`,
		`l10n/bundle.l10n.${language}.json`,
	]);
	assert.deepEqual(files.sort(), known.sort());
});

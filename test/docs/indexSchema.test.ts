/** docs/index.xsd against what buildrepo writes: by our own reading always, by xmllint where it is. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import { indexText, type XmlElement } from '../../server/src/repository/indexTree/indexTree.ts';
import { evilNames } from '../support/evilNames.ts';
import { createMemoryFileSystem } from '../support/memoryFileSystem.ts';
import { readXml } from '../support/readXml.ts';
import { readRecordedIndexes } from '../support/recordedIndexes.ts';
import { buildrepo } from '../support/testHost.ts';

const schemaFile = join(import.meta.dirname, '../../docs/index.xsd');
const schema = rootOf(readFileSync(schemaFile, 'utf8'));
const documents: { readonly name: string; readonly text: string }[] = [...readRecordedIndexes()];
for (const dialect of ['2015', '2019'] as const) documents.push(await oddIndex(dialect));

function rootOf(text: string): XmlElement {
	const reading = readXml(text);
	return reading.kind === 'root' ? reading.root : assert.fail(reading.problem.message);
}

/** The index.xml of a mirror whose names XML has to escape, with a build-info.json and a failed build. */
async function oddIndex(dialect: '2015' | '2019'): Promise<{ readonly name: string; readonly text: string }> {
	const files = createMemoryFileSystem();
	const names = evilNames.filter((name) => name.isWellFormed());
	files.put('/home/.metro', '[section path]\nmirror: /mirror/\n');
	files.put(
		'/home/.buildbot',
		`builds = ("current", "current-hardened")\narches = ("x86",)\nsubarches = ${JSON.stringify(names)}\n`,
	);
	for (const name of names) {
		const top = `/mirror/current/x86/${name}`;
		files.put(`${top}/2015-02-10/stage3-x.tar.xz`, 'x');
		files.put(`${top}/2015-02-10/status`, 'ok');
		files.put(`${top}/2015-02-10/build-info.json`, '{"CFLAGS": "-O2 <&>", "name": "other", "builds": "all"}');
		files.put(`${top}/.control/.failcount`, '2');
	}
	const { status, stderr } = await buildrepo(['index.xml', '--dialect', dialect], { files });
	assert.deepEqual([status, stderr], [0, '']);
	const text = new TextDecoder().decode(await files.read('/mirror/index.xml'));
	assert.equal(text.split('<build ').length > 5, true);
	return { name: `odd names of ${dialect}`, text };
}

/** Elements with this name anywhere below, itself included. */
function all(element: XmlElement, name: string): readonly XmlElement[] {
	const below = element.children.flatMap((child) => all(child, name));
	return element.name === name ? [element, ...below] : below;
}

function attribute(element: XmlElement, name: string): string | undefined {
	return element.attributes.find(([key]) => key === name)?.[1];
}

/** What the schema allows one element: attributes with whether they must be there, elements with their types. */
interface Declared {
	readonly attributes: ReadonlyMap<string, boolean>;
	readonly anyAttribute: boolean;
	readonly children: ReadonlyMap<string, Declared>;
}

const types = new Map(all(schema, 'xs:complexType').map((type) => [attribute(type, 'name'), type]));

function declaredBy(type: XmlElement): Declared {
	const bases = all(type, 'xs:extension').map((extension) => {
		return declaredBy(types.get(attribute(extension, 'base')) ?? assert.fail('an unknown base'));
	});
	return {
		attributes: new Map([
			...bases.flatMap(({ attributes }) => [...attributes]),
			...all(type, 'xs:attribute').map(
				(one) => [attribute(one, 'name') ?? '', attribute(one, 'use') === 'required'] as const,
			),
		]),
		anyAttribute: all(type, 'xs:anyAttribute').length > 0,
		children: new Map(
			all(type, 'xs:element').map((one) => [
				attribute(one, 'name') ?? '',
				declaredBy(types.get(attribute(one, 'type')) ?? assert.fail('an unknown type')),
			]),
		),
	};
}

/** What an element has that the schema does not declare, or lacks though it demands it. */
function offences(element: XmlElement, declared: Declared): readonly string[] {
	const names = new Set(element.attributes.map(([name]) => name));
	return [
		...[...names]
			.filter((name) => !declared.attributes.has(name) && !declared.anyAttribute)
			.map((name) => `${element.name} has ${name}`),
		...[...declared.attributes]
			.filter(([name, required]) => required && !names.has(name))
			.map(([name]) => `${element.name} lacks ${name}`),
		...element.children.flatMap((child) => {
			const type = declared.children.get(child.name);
			return type === undefined ? [`${element.name} holds ${child.name}`] : offences(child, type);
		}),
	];
}

const top = schema.children.find(({ name }) => name === 'xs:element') ?? assert.fail('no element declared');
const declared = declaredBy(top.children.find(({ name }) => name === 'xs:complexType') ?? assert.fail());

suite('all that is written is declared', () => {
	for (const { name, text } of documents) {
		test(name, () => {
			const root = rootOf(text);
			assert.equal(root.name, attribute(top, 'name'));
			assert.deepEqual(offences(root, declared), []);
		});
	}

	test('everything that is declared is written somewhere', () => {
		const written = new Set<string>();
		for (const { text } of documents) {
			for (const build of all(rootOf(text), 'build')) {
				for (const [name] of build.attributes) written.add(name);
			}
		}
		const failed = declared.children.get('fails')?.children.get('build');
		assert.deepEqual([...written].sort(), [...(failed?.attributes.keys() ?? [])].sort());
	});
});

/** Each breaks one promise of the schema. */
const wrong: readonly (readonly [what: string, root: XmlElement])[] = (() => {
	const element = (
		name: string,
		attributes: Readonly<Record<string, string>>,
		...children: readonly XmlElement[]
	): XmlElement => ({ name, attributes: Object.entries(attributes), children });
	const good = { id: '1', variant: '', build: 'b', path: '/b', latest: 'None' };
	const within = (attributes: Readonly<Record<string, string>>): XmlElement =>
		element('subarches', {}, element('subarch', { name: 'a', builds: '1' }, element('build', attributes)));
	const { path: _, ...pathless } = good;
	return [
		['another root', element('builds', {})],
		['an attribute of the root', element('subarches', { version: '1' })],
		[
			'fails behind a subarch',
			element(
				'subarches',
				{},
				element('subarch', { name: 'a', builds: '' }),
				element('fails', { builds: '' }),
			),
		],
		['fails that counts wrongly', element('subarches', {}, element('fails', { builds: '1,' }))],
		['a build without path', within(pathless)],
		['a build with what nobody declared', within({ ...good, sha256: '' })],
		['a failcount where nothing failed', within({ ...good, failcount: '1' })],
		['a path that starts nowhere', within({ ...good, path: 'b' })],
		['a day that is none', within({ ...good, latest: 'yesterday' })],
		['a size without a unit', within({ ...good, size: '180' })],
		['an id of 0', within({ ...good, id: '0' })],
	];
})();

suite('what xmllint says', {
	skip: spawnSync('xmllint').error === undefined ? false : 'it is not here',
}, () => {
	const directory = mkdtempSync(join(tmpdir(), 'index-'));
	after(() => rmSync(directory, { recursive: true }));

	/** The numbers of those that are valid. */
	function valid(texts: readonly string[]): readonly number[] {
		const paths = texts.map((text, i) => {
			const path = join(directory, `${i}.xml`);
			writeFileSync(path, text);
			return path;
		});
		const { stderr } = spawnSync('xmllint', ['--noout', '--nonet', '--schema', schemaFile, ...paths], {
			encoding: 'utf8',
		});
		const lines = new Set(stderr.split('\n'));
		return texts.flatMap((_, i) => (lines.has(`${paths[i]} validates`) ? [i] : []));
	}

	test('all that is written is valid', () => {
		const found = valid(documents.map(({ text }) => text));
		assert.deepEqual(
			documents.filter((_, i) => !found.includes(i)).map(({ name }) => name),
			[],
		);
	});

	test('invalid documents are rejected', () => {
		const found = valid(wrong.map(([, root]) => indexText(root)));
		assert.deepEqual(
			found.map((i) => wrong[i]?.[0]),
			[],
		);
	});
});

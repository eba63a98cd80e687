/** Compares the settings in package.json with the code. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settingNames } from '../client/src/settings/settingNames.ts';
import { assertSame, contributes, manifest } from './support/manifest.ts';

test('settings in the manifest are the settings in the code', () => {
	assertSame(
		Object.keys(contributes.configuration.properties),
		Object.values(settingNames),
		'contributes.configuration of package.json',
		'client/src/settings/settingNames.ts',
	);
});

test('every setting is documented, has a default and the scope it should have', () => {
	const scopes = new Map<string, string>([
		[settingNames.home, 'machine-overridable'],
		[settingNames.dialect, 'window'],
		[settingNames.program, 'machine'],
		[settingNames.python, 'machine'],
		[settingNames.hosts, 'window'],
		[settingNames.shellcheck, 'machine'],
		[settingNames.inlayHints, 'window'],
		[settingNames.codeLens, 'window'],
		[settingNames.notifyFailing, 'window'],
		[settingNames.notifyOutOfRotation, 'window'],
		[settingNames.notifyRecovered, 'window'],
		[settingNames.notifyBuilds, 'window'],
		[settingNames.trace, 'window'],
	]);
	for (const [name, setting] of Object.entries(contributes.configuration.properties)) {
		assert.equal(
			setting.scope,
			scopes.get(name),
			`the scope of ${name} in package.json and in \`scopes\` in this test`,
		);
		assert.match(
			setting.markdownDescription ?? '',
			/\.$/,
			`${name}: describe it in package.json, in whole sentences`,
		);
		assert.ok(setting.default !== undefined, `${name}: give it a default in package.json`);
		const described = setting.markdownEnumDescriptions;
		if (described !== undefined) assert.equal(described.length, setting.enum?.length, name);
	}
});

test('an untrusted workspace cannot choose folders, programs or dialects', () => {
	const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities;
	assert.equal(untrustedWorkspaces.supported, 'limited');
	assert.deepEqual(untrustedWorkspaces.restrictedConfigurations, [
		settingNames.home,
		settingNames.dialect,
		settingNames.program,
		settingNames.python,
		settingNames.shellcheck,
	]);
	assert.ok(untrustedWorkspaces.description.length > 0);
	assert.equal(virtualWorkspaces.supported, false);
	assert.deepEqual(manifest.extensionKind, ['workspace']);
});

/** The tools for language models: those of the manifest, of the code and of `buildrepo mcp` are the same. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changingTools, readingTools } from '../../client/src/assistant/toolNames.ts';
import { toolSetup, toolSetupToChange } from '../../client/src/assistant/toolSetup.ts';
import { askTool } from '../../client/src/buildrepo/askTool.ts';
import { commands } from '../../server/src/cli/commands/index.ts';
import { toolSpecs } from '../../server/src/cli/mcp/toolSpecs.ts';
import { localizedManifest } from '../support/localizedManifest.ts';
import { makeMetroHome } from '../support/metroHome.ts';
import { buildrepoProgram } from '../support/programs.ts';
import { sampleSetup } from './sampleSetup.ts';

interface DeclaredTool {
	readonly name: string;
	readonly modelDescription: string;
	readonly when?: string;
	readonly inputSchema: {
		readonly properties: Readonly<Record<string, unknown>>;
		readonly required: readonly string[];
		readonly additionalProperties: boolean;
	};
}

const { contributes } = localizedManifest() as {
	readonly contributes: {
		readonly languageModelTools: readonly DeclaredTool[];
		readonly mcpServerDefinitionProviders: readonly { readonly id: string }[];
	};
};
const declared = contributes.languageModelTools;

test('the manifest declares the tools of the code', () => {
	assert.deepEqual(
		declared.map(({ name }) => name).toSorted(),
		[...Object.keys(readingTools), ...Object.values(changingTools)].toSorted(),
	);
	for (const { name, when } of declared) assert.equal(when, 'isWorkspaceTrusted', name);
});

test('what reads is what `buildrepo mcp` offers, with the same arguments and words', () => {
	const specs = toolSpecs.filter(({ command }) => commands.has(command));
	assert.deepEqual(
		Object.values(readingTools).toSorted(),
		specs.map(({ command }) => command as string).toSorted(),
	);
	for (const [name, command] of Object.entries(readingTools)) {
		const tool = declared.find((one) => one.name === name);
		const spec = specs.find((one) => one.command === command);
		assert.ok(tool?.modelDescription.startsWith(spec?.description ?? '?'), name);
		const { home, ...properties } = tool?.inputSchema.properties ?? {};
		assert.ok(home, name);
		assert.deepEqual(properties, spec?.properties, name);
		assert.deepEqual(tool?.inputSchema.required, spec?.required ?? [], name);
		assert.equal(tool?.inputSchema.additionalProperties, false, name);
	}
});

test('a call is about the home that it names, or the only one', () => {
	const one = sampleSetup({ home: '/one' });
	const other = sampleSetup({ home: '/other', message: '.buildbot, line 1: broken' });
	assert.equal(toolSetup([one], undefined), one);
	assert.equal(toolSetup([one, other], '/other'), other);
	assert.throws(() => toolSetup([one, other], undefined), /several.*\/one, \/other/);
	assert.throws(() => toolSetup([one], '/none'), /These are open: \/one/);
	assert.throws(() => toolSetup([], undefined), /No Metro set-up/);
	assert.throws(() => toolSetupToChange([other], undefined), /line 1: broken/);
});

test('a tool answers with what `buildrepo` says, or fails with its reason', async (t) => {
	const { home } = await makeMetroHome(t);
	const bundled = { runtime: process.execPath, script: buildrepoProgram };
	const setup = sampleSetup({
		home,
		buildrepoArgs: [`--config=${home}/.metro`, `--buildbot=${home}/.buildbot`],
	});
	const never = { isCancellationRequested: false, onCancellationRequested: () => ({ dispose: () => {} }) };
	const answer = await askTool(bundled, setup, 'config', { key: 'path/mirror' }, never);
	assert.match(answer, /"lookups":\[\{"key":"path\/mirror","value":"[^"]+\/mirror"/);
	await assert.rejects(
		askTool(bundled, setup, 'explain', { path: 'no/such/place' }, never),
		/no\/such\/place/,
	);
	const cancelled = { ...never, isCancellationRequested: true };
	await assert.rejects(askTool(bundled, setup, 'status', {}, cancelled));
});

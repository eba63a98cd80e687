/** Tells the editor of a Model Context Protocol server for each set-up, in trusted workspaces only. */
import * as l10n from '@vscode/l10n';
import { Disposable, EventEmitter, lm, McpStdioServerDefinition, workspace } from 'vscode';
import { type BundledProgram, bundledInvocation } from '../buildrepo/invocation.ts';
import type { Setups } from '../setups/setups.ts';

const providerId = 'metro.buildrepo';

/** Registers nothing where the editor knows no such servers. */
export function provideMcpServers(bundled: BundledProgram, setups: Setups, version: string): Disposable {
	if (typeof lm?.registerMcpServerDefinitionProvider !== 'function') return Disposable.from();
	const changed = new EventEmitter<void>();
	const provider = lm.registerMcpServerDefinitionProvider(providerId, {
		onDidChangeMcpServerDefinitions: changed.event,
		provideMcpServerDefinitions: () => {
			const known = workspace.isTrusted ? (setups.known ?? []) : [];
			return known.map((setup) => {
				const { program, args, env } = bundledInvocation(bundled, setup, ['mcp']);
				const label = known.length === 1 ? 'Metro' : l10n.t('Metro ({0})', setup.home);
				return new McpStdioServerDefinition(label, program, [...args], { ...env }, version);
			});
		},
	});
	let told = '';
	const tell = (): void => {
		const now = JSON.stringify(setups.known?.map(({ home, buildrepoArgs }) => [home, buildrepoArgs]));
		if (now === told) return;
		told = now;
		changed.fire();
	};
	return Disposable.from(
		provider,
		changed,
		setups.onDidChange(tell),
		workspace.onDidGrantWorkspaceTrust(() => changed.fire()),
	);
}

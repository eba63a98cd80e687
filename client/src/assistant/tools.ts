/** The tools that language models may call in the editor. Nothing is run in Restricted Mode, nothing changed without a question. */
import * as l10n from '@vscode/l10n';
import {
	Disposable,
	LanguageModelTextPart,
	type LanguageModelTool,
	LanguageModelToolResult,
	lm,
	workspace,
} from 'vscode';
import { askTool } from '../buildrepo/askTool.ts';
import { eventsOf } from '../buildrepo/eventReader.ts';
import { runWithProgress } from '../buildrepo/runWithProgress.ts';
import type { Services } from '../services.ts';
import { startBuild } from '../tasks/startBuild.ts';
import { visibleText } from '../ui/visibleText.ts';
import { changingTools, readingTools } from './toolNames.ts';
import { toolSetup, toolSetupToChange } from './toolSetup.ts';

interface ReadingInput {
	/** The Metro home, where there are several. */
	readonly home?: string;
}

interface ChangingInput extends ReadingInput {
	/** `BUILD/ARCH/SUBARCH`. */
	readonly subarch?: string;
}

/** Registers nothing where the editor knows no such tools. */
export function registerLanguageModelTools(services: Services): Disposable {
	if (typeof lm?.registerTool !== 'function') return Disposable.from();
	const reading = Object.entries(readingTools).map(([name, tool]) =>
		lm.registerTool<ReadingInput>(name, {
			invoke: async ({ input: { home, ...input } }, cancel) => {
				requireTrust();
				const setup = toolSetup(await services.setups.ask(), home);
				return textResult(await askTool(services.bundled, setup, tool, input, cancel));
			},
		}),
	);
	return Disposable.from(
		...reading,
		lm.registerTool(changingTools.build, buildTool(services)),
		lm.registerTool(changingTools.zap, zapTool(services)),
	);
}

function buildTool(services: Services): LanguageModelTool<ChangingInput> {
	return {
		prepareInvocation: ({ input: { subarch } }) => ({
			confirmationMessages: {
				title: l10n.t('Start a Metro build?'),
				message:
					subarch === undefined
						? l10n.t('Metro builds what is next in the rotation. A build may take hours.')
						: l10n.t('Metro builds {0} now. A build may take hours.', visibleText(subarch)),
			},
		}),
		invoke: async ({ input: { home, subarch } }, cancel) => {
			requireTrust();
			const setup = toolSetupToChange(await services.setups.ask(), home);
			const id = subarch ?? setup.next?.rowId;
			if (id === undefined) return textResult('Nothing was started: no build is next.');
			const path = await directoryOf(services, setup.home, id);
			if (cancel.isCancellationRequested) return textResult('Nothing was started.');
			await startBuild(services, setup, id, path);
			const { runs } = services.tasks;
			return textResult(
				runs.holds(path)
					? `The build of ${id} runs in a terminal of this window. A notification tells when it has ended.`
					: `The build of ${id} was not started; a notification tells why.`,
			);
		},
	};
}

function zapTool(services: Services): LanguageModelTool<ChangingInput> {
	return {
		prepareInvocation: ({ input: { subarch } }) => ({
			confirmationMessages: {
				title: l10n.t('Zap failcounts?'),
				message:
					subarch === undefined
						? l10n.t('Every failcount of this server is reset: failed builds will be tried again.')
						: l10n.t('The failcount of {0} is reset: it will be built again.', visibleText(subarch)),
			},
		}),
		invoke: async ({ input: { home, subarch } }, cancel) => {
			requireTrust();
			const setup = toolSetupToChange(await services.setups.ask(), home);
			const only = subarch === undefined ? [] : ['--only', await directoryOf(services, setup.home, subarch)];
			if (cancel.isCancellationRequested) return textResult('Nothing was zapped.');
			const what = l10n.t('Zap Failcounts');
			const ended = await runWithProgress(services, { what, setup, words: ['zap', ...only] });
			return textResult(
				ended?.report === undefined
					? 'Zap failed or was cancelled; a notification tells why.'
					: `Failcounts reset: ${eventsOf(ended.report, 'removed').length}.`,
			);
		},
	};
}

/** The directory of a subarch. Throws if the repository has none of that name. */
async function directoryOf({ view }: Services, home: string, id: string): Promise<string> {
	const row = await view.tree.freshRow(view.tree.node(home, id));
	if (row?.kind === 'subarch' && row.path !== undefined) return row.path;
	throw new Error(`The repository has no subarch ${id}. Give it as BUILD/ARCH/SUBARCH.`);
}

function requireTrust(): void {
	if (!workspace.isTrusted)
		throw new Error('Restricted Mode: Metro runs nothing until the user trusts this workspace.');
}

function textResult(text: string): LanguageModelToolResult {
	return new LanguageModelToolResult([new LanguageModelTextPart(text)]);
}

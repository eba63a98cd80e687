/** What the set-up a `.buildbot` belongs to tells the features. */
import { oncePer } from '../base/once.ts';
import { type BuildbotContext, bareContext, contextOfSetup } from '../metro/buildbotContext.ts';
import type { SetupLook } from './setupLook.ts';

/** For `.buildbot`: what the installation knows, and what the repository holds. The same look has the same context. */
export function buildbotContextOf(look: SetupLook | undefined): BuildbotContext {
	return look === undefined ? bareContext : contextIn(look);
}

const contextIn = oncePer(({ setup, installation, repository }: SetupLook): BuildbotContext => {
	const ownFile = setup.configuration === undefined ? undefined : setup.files.buildbotFile;
	return contextOfSetup(installation, repository, setup.policy, ownFile);
});

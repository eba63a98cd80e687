/** Where the first file of a Metro set-up goes, as plain data. */
import type { SetupSummary } from '../../../server/src/protocol/index.ts';

/**
 * Where there is no set-up yet, the server looks in the user's home, as Metro does; whoever has folders open means one of
 * them, unless a setting names the home. Gives the folders to choose from.
 */
export function foldersForNewHome(
	setup: Pick<SetupSummary, 'home' | 'state'>,
	openFolders: readonly string[],
	homeIsSet: boolean,
): readonly string[] {
	if (setup.state !== 'no-metro' || homeIsSet || openFolders.length === 0) return [setup.home];
	return openFolders.includes(setup.home) ? [setup.home] : openFolders;
}

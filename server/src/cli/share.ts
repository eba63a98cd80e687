/** What this host builds, for commands that depend on all of it. */
import type { RepositoryPolicy } from '../repository/index.ts';
import { CommandError } from './commandError.ts';

/** Throws `CommandError` if it is not known for every build which subarches this host builds. */
export function requireShare({ share }: Pick<RepositoryPolicy, 'share'>): void {
	if (share?.unknown !== undefined) throw new CommandError(share.unknown);
}

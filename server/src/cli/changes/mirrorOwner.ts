/** Who owns what is written into the mirror. */
import type { Owner } from '../../repository/index.ts';
import { CommandError } from '../commandError.ts';
import type { Session } from '../session.ts';

/** The owner of new files in the mirror; `undefined` where `.metro` names none. Throws `CommandError` for an unknown name. */
export async function findOwner(session: Session): Promise<Owner | undefined> {
	const { owner, group, metroFile } = await session.setup();
	if (owner === undefined || group === undefined) return undefined;
	const { accounts } = session.host;
	const uid = await accounts.userId(owner);
	const gid = await accounts.groupId(group);
	if (uid === undefined) throw new CommandError(unknownName('owner', owner, 'user', metroFile));
	if (gid === undefined) throw new CommandError(unknownName('group', group, 'group', metroFile));
	return { uid, gid };
}

function unknownName(key: string, name: string, what: string, file: string): string {
	return `path/mirror/${key} is "${name}", which is not a ${what} here: correct it in ${file}`;
}

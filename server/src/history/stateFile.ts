/** Where the history and what else is kept lies: in the user's state directory, as the XDG Base Directory Specification has it. */
import { isAbsolutePath, joinPath } from '../base/posixPath.ts';

/** `stateHome` is `XDG_STATE_HOME`, which must be absolute to count; `home` the user's home. */
export function historyFile(stateHome: string | undefined, home: string): string {
	return stateFile('history.db', stateHome, home);
}

/** Something else that is kept beside the history. */
export function stateFile(name: string, stateHome: string | undefined, home: string): string {
	const isSet = stateHome !== undefined && isAbsolutePath(stateHome);
	return joinPath(isSet ? stateHome : joinPath(home, '.local/state'), `metro-vscode/${name}`);
}

/** The addresses of logs as documents: read-only, and followed while they grow. */
import { Uri } from 'vscode';

export const logScheme = 'metro-log';

/** The address of the document of the log at `path`. */
export function logAddress(path: string): Uri {
	return Uri.from({ scheme: logScheme, path });
}

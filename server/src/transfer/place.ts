/** Places that rsync and rclone take, as far as they can be told apart by their text. */
import { isAbsolutePath } from '../base/posixPath.ts';

export type TransferProgram = 'rsync' | 'rclone';

export type TransferPlace =
	| { readonly kind: 'local'; readonly path: string }
	/** `host` as for ssh, without the user. */
	| { readonly kind: 'ssh'; readonly host: string; readonly path: string }
	/** An rsync server, or a remote of rclone. */
	| { readonly kind: 'remote' };

export function transferPlace(program: TransferProgram, text: string): TransferPlace {
	if (isAbsolutePath(text)) return { kind: 'local', path: text };
	if (program === 'rclone' || /^rsync:\/\//i.test(text)) return { kind: 'remote' };
	const [, host, path] = /^(?:[^@/]*@)?(\[[^\]]*\]|[^:/]+):(?!:)(.*)$/s.exec(text) ?? [];
	if (host === undefined || path === undefined) return { kind: 'remote' };
	return { kind: 'ssh', host: host.replace(/^\[|\]$/g, ''), path };
}

/** The place for people. What rclone calls a connection string may hold passwords, and an rsync address one of its own. */
export function shownPlace(text: string): string {
	const backend = /^(:?[\w+. -]+),[^:]*/.exec(text)?.[0];
	const plain = backend === undefined ? text : text.replace(backend, `${backend.split(',')[0]},…`);
	return plain.replace(/^(rsync:\/\/[^/@:]*):[^/@]*@/i, '$1:…@');
}

/** The place with a name below it. */
export function placeBelow(place: string, name: string): string {
	if (name === '') return place;
	return /[:/]$/.test(place) ? place + name : `${place}/${name}`;
}

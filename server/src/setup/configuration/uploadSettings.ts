/** Where the master is, as `[section upload]` of `.metro` says. */
import { isAbsolutePath } from '../../base/posixPath.ts';

export interface UploadSettings {
	/** As for ssh, with or without a user; an IPv6 address in brackets. */
	readonly host: string;
	/** The mirror on the master; `undefined`: as here. */
	readonly path: string | undefined;
	/** As rsync's `--bwlimit` takes it. */
	readonly bandwidth: string | undefined;
	/** The program that writes index.xml there; `undefined`: whichever the master has. */
	readonly buildrepo: string | undefined;
	/** Whether index.xml is written there after an upload. */
	readonly index: boolean;
}

interface UploadForm {
	readonly fits: (text: string) => boolean;
	/** What a value that does not fit is not, and how to write it. */
	readonly otherwise: string;
}

/** The form of each value. None can pass for an option or hold anything that a shell would read. */
export const uploadForms: ReadonlyMap<string, UploadForm> = new Map([
	[
		'upload/host',
		{
			fits: (text) => /^(?:\w[\w.+@-]*@)?(?:\w[\w.%+-]*|\[[\da-f:.]+(?:%[\w.-]+)?\])$/i.test(text),
			otherwise: 'is not a host for ssh: write a name or user@name; a port belongs in ~/.ssh/config',
		},
	],
	[
		'upload/path',
		{
			fits: (text) => isAbsolutePath(text) && !/\p{Cc}/u.test(text),
			otherwise: 'is not an absolute path',
		},
	],
	[
		'upload/bandwidth',
		{
			fits: (text) => /^\d+(?:\.\d+)?(?:[kmg](?:i?b)?)?$/i.test(text),
			otherwise: 'is not a bandwidth: write a number of KiB each second, or one with a unit, such as 2.5m',
		},
	],
	[
		'upload/buildrepo',
		{
			fits: (text) => /^[\w/.][\w/.+-]*$/.test(text),
			otherwise: 'is not the name or path of a program',
		},
	],
	[
		'upload/index',
		{ fits: (text) => text === 'yes' || text === 'no', otherwise: 'is neither "yes" nor "no"' },
	],
]);

/**
 * The settings from the values of the keys. A text says what is wrong and names the key, without the file; `undefined`: no master is set.
 * @param values the resolved values, by key; keys that are not set are missing
 */
export function uploadSettings(values: ReadonlyMap<string, string>): UploadSettings | string | undefined {
	const value = (name: string): string | undefined => values.get(`upload/${name}`) || undefined;
	for (const [key, { fits, otherwise }] of uploadForms) {
		const text = values.get(key) || undefined;
		if (text !== undefined && !fits(text)) return `${key} is "${text}", which ${otherwise}`;
	}
	const host = value('host');
	if (host === undefined) return undefined;
	return {
		host,
		path: value('path'),
		bandwidth: value('bandwidth'),
		buildrepo: value('buildrepo'),
		index: value('index') !== 'no',
	};
}

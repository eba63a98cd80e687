/** Where the repository is published, and what `maintain` does, as `[section publish]` and `[section maintain]` of `.metro` say. */
import { isAbsolutePath } from '../../base/posixPath.ts';
import { unnamedKey } from './ownKeys.ts';

/** Where to publish, and how. */
export interface PublishTarget {
	/** `publish` for the section without a name. */
	readonly name: string;
	readonly program: 'rsync' | 'rclone';
	/** As the program takes it. */
	readonly place: string;
	readonly links: 'keep' | 'copy' | 'skip';
	/** Removes from the target what is gone from the mirror. */
	readonly remove: boolean;
	/** As `--bwlimit` of the program takes it. */
	readonly bandwidth: string | undefined;
}

/** The steps of `maintain`, in their order. */
export const maintainSteps = ['clean', 'digestgen', 'latest', 'index.xml', 'publish'] as const;

export type MaintainStep = (typeof maintainSteps)[number];

export interface MaintainSettings {
	readonly sign: boolean;
	readonly without: readonly MaintainStep[];
}

interface ValueForm {
	readonly fits: (text: string) => boolean;
	/** What a value that does not fit is not, and how to write it. */
	readonly otherwise: string;
}

/** The form of each value. None can pass for an option. */
export const publishForms: ReadonlyMap<string, ValueForm> = new Map([
	[
		'publish/target',
		{
			fits: isPlace,
			otherwise:
				'is not a target: write a directory, user@host:/directory, rsync://host/module or remote:path',
		},
	],
	['publish/program', oneOf('rsync', 'rclone')],
	['publish/links', oneOf('keep', 'copy', 'skip')],
	['publish/remove', oneOf('yes', 'no')],
	[
		'publish/bandwidth',
		{
			fits: (text) => /^\d+(?:\.\d+)?[kmg]?$/i.test(text),
			otherwise: 'is not a bandwidth: write a number of KiB each second, or one with a unit, such as 2.5m',
		},
	],
	['maintain/sign', oneOf('yes', 'no')],
	[
		'maintain/without',
		{
			fits: (text) => wordsOf(text).every(isStep),
			otherwise: `does not name steps: ${maintainSteps.join(', ')}`,
		},
	],
]);

function oneOf(...words: readonly string[]): ValueForm {
	const last = words.at(-1);
	return {
		fits: (text) => words.includes(text),
		otherwise: `is not one of ${words.slice(0, -1).join(', ')} and ${last}`,
	};
}

/** A directory, or something with a colon in it. No word of it can pass for an option of rsync, rclone or ssh. */
function isPlace(text: string): boolean {
	if (/\p{Cc}/u.test(text) || text.startsWith('-')) return false;
	return isAbsolutePath(text) || /^(?:[^/\s@-][^/\s@]*@)?[^/@-][^/@]*:/.test(text);
}

/** True for the name of a step of `maintain`. */
export function isStep(word: string): word is MaintainStep {
	return maintainSteps.some((step) => step === word);
}

function wordsOf(text: string): readonly string[] {
	return text.split(/[\s,]+/).filter((word) => word !== '');
}

/**
 * The targets, the one without a name first. A text says what is wrong and names the key, without the file.
 * @param values the resolved values, by key; keys that are not set are missing
 */
export function publishTargets(values: ReadonlyMap<string, string>): readonly PublishTarget[] | string {
	const names = new Set<string>();
	for (const [key, text] of values) {
		if (text === '') continue;
		const [, name] = /^publish\/(?:([^/]+)\/)?[^/]+$/.exec(key) ?? [];
		const form = publishForms.get(unnamedKey(key));
		if (form !== undefined && !form.fits(text)) return `${key} is "${text}", which ${form.otherwise}`;
		if (name !== undefined) names.add(name);
	}
	const targets: PublishTarget[] = [];
	for (const name of ['', ...names].sort()) {
		const own = (key: string): string | undefined =>
			values.get(name === '' ? `publish/${key}` : `publish/${name}/${key}`) || undefined;
		const place = own('target');
		if (place === undefined) {
			if (name === '') continue;
			return `[section publish/${name}] has no target: add one, or remove the section`;
		}
		const value = (key: string): string | undefined =>
			own(key) ?? (values.get(`publish/${key}`) || undefined);
		const program = value('program') === 'rclone' ? 'rclone' : 'rsync';
		const links = value('links') ?? (program === 'rsync' ? 'keep' : 'copy');
		if (program === 'rclone' && links === 'keep') {
			const own = name === '' ? 'publish' : `publish/${name}`;
			return `${own}/links is "keep", which rclone cannot do: set it to copy or skip`;
		}
		targets.push({
			name: name || 'publish',
			program,
			place,
			links: links === 'keep' || links === 'copy' ? links : 'skip',
			remove: value('remove') === 'yes',
			bandwidth: value('bandwidth'),
		});
	}
	return targets;
}

/** What `maintain` does. A text says what is wrong and names the key, without the file. */
export function maintainSettings(values: ReadonlyMap<string, string>): MaintainSettings | string {
	for (const key of ['maintain/sign', 'maintain/without']) {
		const text = values.get(key) ?? '';
		const form = publishForms.get(key);
		if (text !== '' && form?.fits(text) === false) return `${key} is "${text}", which ${form.otherwise}`;
	}
	return {
		sign: values.get('maintain/sign') === 'yes',
		without: wordsOf(values.get('maintain/without') ?? '').filter(isStep),
	};
}

/** Asks which name of `.buildbot` an edit is about, with how it stands there now, and where it shall belong. */
import * as l10n from '@vscode/l10n';
import { type QuickPickItem, window } from 'vscode';
import type { BuildbotNames, EditWish } from '../../../server/src/protocol/index.ts';

/** A name with where it belongs now. */
export interface PickedName {
	readonly holds: EditWish['holds'];
	readonly name: string;
	readonly now: EditWish['to'];
}

interface NameItem extends QuickPickItem {
	/** Without a name: the user types one. */
	readonly chosen: Omit<PickedName, 'name'> & { readonly name?: string };
}

/** Any subarch. What lies in the mirror without being named comes first, since that is what waits for an edit. */
export async function pickSubarch(names: BuildbotNames): Promise<PickedName | undefined> {
	const { local, remote, unknown } = names;
	const own = (list: readonly string[], now: PickedName['now']): NameItem[] =>
		list.map((name) => ({
			label: name,
			description: standing(now),
			chosen: { holds: 'subarches', name, now },
		}));
	const others = newNames(names, ['subarches']);
	return pickName(
		[
			...others.filter(({ detail }) => detail !== undefined),
			...own(local, 'here'),
			...own(remote, 'elsewhere'),
			...others.filter(({ detail }) => detail === undefined),
			typedName('subarches'),
		],
		l10n.t('Manage Subarch'),
		unknown ?? l10n.t('Which subarch is to be built here, built elsewhere, or no longer kept?'),
		names,
	);
}

/** A build or arch that `.buildbot` does not name yet. */
export async function pickBuildOrArch(names: BuildbotNames): Promise<PickedName | undefined> {
	return pickName(
		[...newNames(names, ['builds', 'arches']), typedName('builds'), typedName('arches')],
		l10n.t('Add Build or Arch'),
		names.unknown ?? l10n.t('Which build or arch that .buildbot does not name yet is to be added?'),
		names,
	);
}

/** Where a name shall belong: each choice but where it belongs now. */
export async function pickBelonging({ holds, name, now }: PickedName): Promise<EditWish['to'] | undefined> {
	const choices = [
		{ label: l10n.t('Build Here'), detail: hereEffect(holds), to: 'here' },
		{
			label: l10n.t('Build Elsewhere'),
			detail: l10n.t('Other servers build it. Its builds here are still cleaned and listed.'),
			to: 'elsewhere',
		},
		{
			label: l10n.t('Stop Building and Keeping'),
			detail: l10n.t('Its builds stay in the mirror, but are no longer cleaned or listed.'),
			to: 'nowhere',
		},
	] as const;
	const picked = await window.showQuickPick(
		choices.filter(({ to }) => to !== now),
		{
			title: `${name} (${kindWord(holds)}, ${standing(now)})`,
			placeHolder: l10n.t('Where is it to be built? The edit is shown first.'),
		},
	);
	return picked?.to;
}

async function pickName(
	items: readonly NameItem[],
	title: string,
	placeHolder: string,
	names: BuildbotNames,
): Promise<PickedName | undefined> {
	const picked = await window.showQuickPick(items, {
		title,
		placeHolder,
		matchOnDescription: true,
		matchOnDetail: true,
	});
	if (picked === undefined) return undefined;
	const { holds, now, name = await typeName(holds, title) } = picked.chosen;
	if (name === undefined) return undefined;
	if (picked.chosen.name !== undefined || holds !== 'subarches') return { holds, name, now };
	// A typed name may be one that the file has.
	const typedNow = names.local.includes(name)
		? 'here'
		: names.remote.includes(name)
			? 'elsewhere'
			: 'nowhere';
	return { holds, name, now: typedNow };
}

function newNames({ more }: BuildbotNames, kinds: readonly EditWish['holds'][]): NameItem[] {
	return more
		.filter(({ holds }) => kinds.includes(holds))
		.map(({ holds, name, places, arch }) => ({
			label: name,
			description: [
				holds === 'subarches' ? standing('nowhere') : kindWord(holds),
				...(arch === undefined ? [] : [arch]),
			].join(', '),
			...(places.length > 0 && { detail: l10n.t('In the mirror: {0}', places.join(', ')) }),
			chosen: { holds, name, now: 'nowhere' },
		}));
}

function typedName(holds: EditWish['holds']): NameItem {
	return { label: typeLabel(holds), chosen: { holds, now: 'nowhere' } };
}

async function typeName(holds: EditWish['holds'], title: string): Promise<string | undefined> {
	const typed = await window.showInputBox({
		title,
		prompt: namePrompt(holds),
		ignoreFocusOut: true,
		validateInput: (text) =>
			/^[^\s/"'\\]*$/.test(text.trim())
				? undefined
				: l10n.t('The name of a directory, without spaces, slashes and quotes.'),
	});
	const name = typed?.trim();
	return name === '' ? undefined : name;
}

function typeLabel(holds: EditWish['holds']): string {
	switch (holds) {
		case 'builds':
			return l10n.t('Type the Name of a Build…');
		case 'arches':
			return l10n.t('Type the Name of an Arch…');
		case 'subarches':
			return l10n.t('Type the Name of a Subarch…');
	}
}

function namePrompt(holds: EditWish['holds']): string {
	switch (holds) {
		case 'builds':
			return l10n.t(
				'Name of the build: its directory is at the top of the mirror, for example funtoo-current.',
			);
		case 'arches':
			return l10n.t('Name of the arch: its directory is in that of a build, for example x86-64bit.');
		case 'subarches':
			return l10n.t('Name of the subarch: its directory is in that of an arch, for example core2_64.');
	}
}

function hereEffect(holds: EditWish['holds']): string {
	return holds === 'subarches'
		? l10n.t('It comes into the build rotation of this server.')
		: l10n.t('This server builds its subarches as soon as they have directories.');
}

function standing(now: EditWish['to']): string {
	switch (now) {
		case 'here':
			return l10n.t('built here');
		case 'elsewhere':
			return l10n.t('built elsewhere');
		case 'nowhere':
			return l10n.t('not in .buildbot');
	}
}

function kindWord(holds: EditWish['holds']): string {
	switch (holds) {
		case 'builds':
			return 'build';
		case 'arches':
			return 'arch';
		case 'subarches':
			return 'subarch';
	}
}

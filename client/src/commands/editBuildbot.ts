/** What `.buildbot` builds here, keeps, or leaves out: of a row, or of a name that the user picks. Each is one edit of the file. */
import * as l10n from '@vscode/l10n';
import { type QuickPickItem, window } from 'vscode';
import type { BuildbotNames, EditWish, SetupSummary } from '../../../server/src/protocol/index.ts';
import { openedBuildbot, proposeEdit } from '../edits/proposeEdit.ts';
import type { Services } from '../services.ts';
import { mayRun } from '../settings/trust.ts';
import { isRowNode } from '../view/treeNode.ts';
import { chooseSetup } from './chooseSetup.ts';
import { chosenRow } from './chosenRow.ts';

export function buildHere(services: Services, argument: unknown): Promise<void> {
	return editSubarch(services, argument, 'here', ({ remote }) => remote);
}

export function buildElsewhere(services: Services, argument: unknown): Promise<void> {
	return editSubarch(services, argument, 'elsewhere', ({ local }) => local);
}

export function stopBuilding(services: Services, argument: unknown): Promise<void> {
	return editSubarch(services, argument, 'nowhere', ({ local, remote }) => [...local, ...remote]);
}

/** Of a name that `.buildbot` does not have yet: one that lies in the mirror, or one of the installation. */
export async function manageSubarch(services: Services, argument: unknown): Promise<void> {
	const asked = await askedNames(services, argument);
	if (asked === undefined) return;
	const name = await pickNew(asked.names, ['subarches']);
	if (name !== undefined) await addName(services, asked.setup, name);
}

export async function addBuildOrArch(services: Services, argument: unknown): Promise<void> {
	const asked = await askedNames(services, argument);
	if (asked === undefined) return;
	const name = await pickNew(asked.names, ['builds', 'arches']);
	if (name !== undefined) await addName(services, asked.setup, name);
}

interface NewName {
	readonly holds: EditWish['holds'];
	readonly name: string;
}

/** Builds and arches are in one list each since December 2020. */
async function addName(services: Services, setup: SetupSummary, { holds, name }: NewName): Promise<void> {
	const isOneList = holds !== 'subarches' && setup.dialect === '2024';
	const to = isOneList ? 'here' : await pickBelonging(name);
	if (to === undefined) return;
	await proposeEdit(services, setup, { holds, name, to }, titleOf(name, to));
}

async function editSubarch(
	services: Services,
	argument: unknown,
	to: EditWish['to'],
	choices: (names: BuildbotNames) => readonly string[],
): Promise<void> {
	if (!mayRun()) return;
	const chosen = await chosenRow(services, argument);
	if (chosen !== undefined) {
		const setup = await chooseSetup(services, chosen.home);
		const name = chosen.row.missing?.subarch ?? chosen.row.id.split('/').at(-1);
		if (setup === undefined || name === undefined) return;
		return proposeEdit(services, setup, { holds: 'subarches', name, to }, titleOf(name, to));
	}
	const asked = await askedNames(services, argument);
	const name =
		asked &&
		(await window.showQuickPick([...choices(asked.names)], { placeHolder: l10n.t('Which subarch?') }));
	if (asked === undefined || name === undefined) return;
	return proposeEdit(services, asked.setup, { holds: 'subarches', name, to }, titleOf(name, to));
}

/** The names that the file in the editor has, and those that can be added; `undefined` if the user chose no set-up, or was told why not. */
async function askedNames(
	services: Services,
	argument: unknown,
): Promise<{ readonly setup: SetupSummary; readonly names: BuildbotNames } | undefined> {
	if (!mayRun()) return undefined;
	const setup = await chooseSetup(services, isRowNode(argument) ? argument.home : argument);
	const document = setup && (await openedBuildbot(setup));
	if (setup === undefined || document === undefined) return undefined;
	const names = await services.server.buildbotNames({ home: setup.home, text: document.getText() });
	return names && { setup, names };
}

interface NameItem extends QuickPickItem {
	/** Absent: the user types a name. */
	readonly chosen?: NewName;
}

async function pickNew(
	{ more, unknown }: BuildbotNames,
	kinds: readonly EditWish['holds'][],
): Promise<NewName | undefined> {
	const found: readonly NameItem[] = more
		.filter(({ holds }) => kinds.includes(holds))
		.map(({ holds, name, places, arch }) => ({
			label: name,
			description: [
				...(kinds.length > 1 ? [kindWord(holds)] : []),
				...(arch === undefined ? [] : [arch]),
			].join(', '),
			...(places.length > 0 && { detail: l10n.t('In the mirror: {0}', places.join(', ')) }),
			chosen: { holds, name },
		}));
	const typed = kinds.map((holds): NameItem & { readonly holds: EditWish['holds'] } => ({
		label: l10n.t('Another Name ({0})…', kindWord(holds)),
		holds,
	}));
	const picked = await window.showQuickPick<NameItem & { readonly holds?: EditWish['holds'] }>(
		[...found, ...typed],
		{
			placeHolder: unknown ?? l10n.t('Which name is to be added to .buildbot?'),
			matchOnDescription: true,
			matchOnDetail: true,
		},
	);
	if (picked === undefined || picked.chosen !== undefined) return picked?.chosen;
	const { holds } = picked;
	const name = await window.showInputBox({ prompt: picked.label, ignoreFocusOut: true });
	return holds === undefined || name === undefined || name.trim() === ''
		? undefined
		: { holds, name: name.trim() };
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

async function pickBelonging(name: string): Promise<EditWish['to'] | undefined> {
	const here = { label: l10n.t('Build It Here'), to: 'here' } as const;
	const elsewhere = { label: l10n.t('Only Keep It Here'), to: 'elsewhere' } as const;
	const picked = await window.showQuickPick(
		[
			{ ...here, detail: l10n.t('It comes into the build rotation of this server.') },
			{ ...elsewhere, detail: l10n.t('Other servers build it; it is cleaned and listed here.') },
		],
		{ title: name },
	);
	return picked?.to;
}

function titleOf(name: string, to: EditWish['to']): string {
	switch (to) {
		case 'here':
			return l10n.t('Build {0} here', name);
		case 'elsewhere':
			return l10n.t('Let other servers build {0}', name);
		case 'nowhere':
			return l10n.t('Stop building and keeping {0}', name);
	}
}

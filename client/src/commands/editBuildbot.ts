/** What `.buildbot` builds here, keeps, or leaves out: of a row, or of a name that the user picks. Each is one edit of the file. */
import * as l10n from '@vscode/l10n';
import { window } from 'vscode';
import type { BuildbotNames, EditWish, SetupSummary } from '../../../server/src/protocol/index.ts';
import { type PickedName, pickBelonging, pickBuildOrArch, pickSubarch } from '../edits/pickName.ts';
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

/** Of any subarch: one that `.buildbot` has, one that lies in the mirror, one of the installation, or one that is typed. */
export async function manageSubarch(services: Services, argument: unknown): Promise<void> {
	const asked = await askedNames(services, argument);
	if (asked === undefined) return;
	const picked = await pickSubarch(asked.names);
	if (picked !== undefined) await placeName(services, asked.setup, picked);
}

export async function addBuildOrArch(services: Services, argument: unknown): Promise<void> {
	const asked = await askedNames(services, argument);
	if (asked === undefined) return;
	const picked = await pickBuildOrArch(asked.names);
	if (picked !== undefined) await placeName(services, asked.setup, picked);
}

/** Builds and arches are in one list each since December 2020. */
async function placeName(services: Services, setup: SetupSummary, picked: PickedName): Promise<void> {
	const { holds, name } = picked;
	const isOneList = holds !== 'subarches' && setup.dialect === '2024';
	const to = isOneList ? 'here' : await pickBelonging(picked);
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

/**
 * The names in the editor's text of the file, and those that can be added. `undefined`: the user chose no set-up, or the names are not known
 * and the user has been told why.
 */
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

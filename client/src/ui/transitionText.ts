/** What is said when subarches begin to fail, leave the rotation or are built again. */
import * as l10n from '@vscode/l10n';
import type { Transition } from '../../../server/src/protocol/index.ts';
import { settingNames } from '../settings/settingNames.ts';

/** The setting that switches each off. */
export const transitionSettings: Readonly<Record<Transition['kind'], string>> = {
	failing: settingNames.notifyFailing,
	'out-of-rotation': settingNames.notifyOutOfRotation,
	recovered: settingNames.notifyRecovered,
};

/** More names than this are not listed. */
const mostNames = 3;

/** `those` are all of this kind, and at least one. */
export function transitionText(kind: Transition['kind'], those: readonly Transition[]): string {
	const [only, ...others] = those;
	if (only !== undefined && others.length === 0) return textOfOne(only);
	const names = those.slice(0, mostNames).map(({ name }) => name);
	const more = those.length - names.length;
	const list = more === 0 ? names.join(', ') : l10n.t('{0} and {1} more', names.join(', '), more);
	switch (kind) {
		case 'failing':
			return l10n.t('{0} subarches fail now: {1}.', those.length, list);
		case 'out-of-rotation':
			return l10n.t('{0} subarches have left the rotation: {1}.', those.length, list);
		case 'recovered':
			return l10n.t('{0} subarches are built again: {1}.', those.length, list);
	}
}

function textOfOne({ kind, name, failure }: Transition): string {
	switch (kind) {
		case 'failing':
			return failure === undefined
				? l10n.t('The build of {0} failed.', name)
				: l10n.t('The build of {0} failed at {1}.', name, failure);
		case 'out-of-rotation':
			return failure === undefined
				? l10n.t('{0} has left the rotation: it failed too often.', name)
				: l10n.t('{0} has left the rotation: it failed too often, last at {1}.', name, failure);
		case 'recovered':
			return l10n.t('{0} was built again after it had failed.', name);
	}
}

/** Open .metro and Open .buildbot: show the two files of a set-up, or say that one is not there. */

import { stat } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';
import type { FilePlace } from '../../../server/src/protocol/index.ts';
import type { Services } from '../services.ts';
import { createBuildbotOffer, createMetroOffer } from '../setups/setupProblem.ts';
import type { Offer } from '../ui/message.ts';
import { notify } from '../ui/notify.ts';
import { chooseHomeOffer } from '../ui/offers.ts';
import { openPath, openPlace } from '../ui/openPath.ts';
import { isRowNode } from '../view/treeNode.ts';
import { chooseAnySetup } from './chooseSetup.ts';

export async function openMetro(services: Services, home?: unknown): Promise<void> {
	const setup = await chooseAnySetup(services, home);
	if (setup !== undefined) await open(setup.metroFile, createMetroOffer(setup.home));
}

/** Takes a home, a place in a file, or the row of a subarch: of that, the place that names it is shown. */
export async function openBuildbot(services: Services, argument?: unknown): Promise<void> {
	if (isFilePlace(argument)) return openPlace(argument);
	const { home, id } = isRowNode(argument) ? argument : { home: argument, id: undefined };
	const setup = await chooseAnySetup(services, home);
	if (setup === undefined) return;
	const place =
		id === undefined
			? undefined
			: await services.server.whereNamed({ home: setup.home, id }).catch(() => undefined);
	if (place === undefined) await open(setup.buildbotFile, createBuildbotOffer(setup.home));
	else await openPlace(place);
}

function isFilePlace(value: unknown): value is FilePlace {
	if (typeof value !== 'object' || value === null) return false;
	const { path, line, column } = value as Partial<Record<keyof FilePlace, unknown>>;
	return typeof path === 'string' && typeof line === 'number' && typeof column === 'number';
}

async function open(path: string, create: Offer): Promise<void> {
	if (await isMissing(path)) {
		notify({
			severity: 'warning',
			text: l10n.t('{0} does not exist.', path),
			offers: [create, chooseHomeOffer],
		});
	} else await openPath(path);
}

/** Of a file that is there and cannot be read the editor itself says what is wrong. */
async function isMissing(path: string): Promise<boolean> {
	return stat(path).then(
		() => false,
		(error: NodeJS.ErrnoException) => error.code === 'ENOENT',
	);
}

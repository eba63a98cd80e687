/** Show Repository Health: what needs attention, what is next, and how the repository has fared. */
import type { Services } from '../services.ts';
import { chooseAnySetup } from './chooseSetup.ts';

export async function showHealth(services: Services, home?: unknown): Promise<void> {
	const setup = await chooseAnySetup(services, home);
	if (setup !== undefined) services.healthPanels.show(setup.home);
}

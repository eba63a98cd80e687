/** Looking where it does not matter why there is nothing to see. */
import { FileError } from './fileSystem.ts';

/** What `ask` finds; `undefined`, too, where the system does not let it look. Other errors stay errors. */
export async function quietly<T>(ask: () => Promise<T | undefined>): Promise<T | undefined> {
	try {
		return await ask();
	} catch (error) {
		if (error instanceof FileError) return undefined;
		throw error;
	}
}

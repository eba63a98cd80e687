/** Values that another moment, or another run, makes different: Python itself can only tell what they are now. */
const changing =
	/^(?:time|random|secrets|uuid)\.|^datetime\..*\b(?:now|utcnow|today)\b|^os\.(?:urandom|getrandom|getpid|getppid|times|getloadavg)\b|^(?:hash|id)\(\)$/;

/** True if what a dynamic value depends on is the time, chance, or the process itself, so that nobody can foresee it. */
export function isUnforeseeable({ what }: { readonly what: string }): boolean {
	return changing.test(what);
}

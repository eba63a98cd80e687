/** Thrown when a command cannot do its work: one line for standard error, and the exit status. `run` catches it. */
export class CommandError extends Error {
	readonly status: number;

	/** `message` names what is wrong, where, and what to do about it. Status 2 is wrong usage or an unusable set-up. */
	constructor(message: string, status = 2) {
		super(message);
		this.name = 'Refusal';
		this.status = status;
	}
}

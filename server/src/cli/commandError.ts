/** Thrown when a command cannot do its work; `run` prints the message as one line and exits with `status`. */
export class CommandError extends Error {
	readonly status: number;

	/** `message` says what is wrong, where, and what to do about it. Status 2 means wrong usage or an unusable set-up. */
	constructor(message: string, status = 2) {
		super(message);
		this.name = 'CommandError';
		this.status = status;
	}
}

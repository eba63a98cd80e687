/** What an error is about, for programs that help to correct it. */
export interface ErrorSubject {
	/** The key of the configuration. */
	readonly key?: string;
	/** Lines to add to `.metro`, for a key that is not set. */
	readonly add?: string;
}

/** Thrown when a command cannot do its work; `run` prints the message as one line and exits with `status`. */
export class CommandError extends Error {
	readonly status: number;
	readonly about: ErrorSubject;

	/** `message` says what is wrong, where, and what to do about it. Status 2 means wrong usage or an unusable set-up. */
	constructor(message: string, status = 2, about: ErrorSubject = {}) {
		super(message);
		this.about = about;
		this.name = 'CommandError';
		this.status = status;
	}
}

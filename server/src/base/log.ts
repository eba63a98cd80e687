/** Where a program without a terminal says what happens inside it. */
export interface Log {
	error(message: string): void;
	info(message: string): void;
}

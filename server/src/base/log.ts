/** Where a program without a terminal logs its events. */
export interface Log {
	error(message: string): void;
	info(message: string): void;
}

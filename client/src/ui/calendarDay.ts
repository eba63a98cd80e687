/** Days as people write them. */

/** True for a day such as `2015-02-08` that the calendar has. */
export function isCalendarDay(text: string): boolean {
	const midnight = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
	// A day that its month does not have becomes one of the next month.
	return (
		midnight !== undefined &&
		!Number.isNaN(midnight.getTime()) &&
		midnight.toISOString().slice(0, 10) === text
	);
}

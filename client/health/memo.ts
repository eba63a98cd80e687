/** Keeps the last result of a function for as long as its arguments are the same objects: a change costs only what it changes. */
export function lastResult<Arguments extends readonly unknown[], Result>(
	compute: (...given: Arguments) => Result,
): (...given: Arguments) => Result {
	let last: { readonly given: Arguments; readonly result: Result } | undefined;
	return (...given) => {
		if (last === undefined || given.some((value, at) => value !== last?.given[at]))
			last = { given, result: compute(...given) };
		return last.result;
	};
}

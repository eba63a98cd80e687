/** Checks the arguments of a call: assistants send what they like. */
import { isRecord } from '../../base/json.ts';
import { oneLine } from '../../base/visible.ts';
import type { ArgumentSchema, TextBounds, ToolInput } from './toolServer.ts';
import type { ToolArguments } from './toolSpecs.ts';

/** The arguments, or a sentence that says what is wrong with them. */
export function readToolArguments(
	{ properties, required }: ToolInput,
	given: unknown,
): ToolArguments | string {
	if (given === undefined || given === null) return readToolArguments(inputOf(properties, required), {});
	if (!isRecord(given) || Array.isArray(given)) return 'The arguments must be an object.';
	for (const [name, value] of Object.entries(given)) {
		const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
		const wrong = schema === undefined ? `is unknown: ${knownNames(properties)}` : wrongValue(schema, value);
		if (wrong !== undefined) return `The argument "${oneLine(name.slice(0, 60))}" ${wrong}.`;
	}
	const missing = required.find((name) => given[name] === undefined);
	return missing === undefined ? (given as ToolArguments) : `The argument "${missing}" is missing.`;
}

/** The schema of a tool's arguments. */
export function inputOf(properties: ToolInput['properties'], required: readonly string[] = []): ToolInput {
	return { type: 'object', properties, required, additionalProperties: false };
}

function knownNames(properties: ToolInput['properties']): string {
	const names = Object.keys(properties);
	return names.length === 0 ? 'the tool takes none' : `the tool takes ${names.join(', ')}`;
}

/** What a value is not, as the end of a sentence; `undefined` if it is right. */
function wrongValue(schema: ArgumentSchema, value: unknown): string | undefined {
	const { type, minimum, maximum, items, maxItems = Number.POSITIVE_INFINITY } = schema;
	switch (type) {
		case 'string':
			return wrongText(schema, value);
		case 'array': {
			if (!Array.isArray(value) || !value.every((item) => typeof item === 'string'))
				return 'must be a list of texts';
			if (value.length > maxItems) return `has ${value.length} items, and may have ${maxItems}`;
			const wrong = value.map((item) => wrongText(items ?? {}, item)).find((one) => one !== undefined);
			return wrong && `has an item that ${wrong}`;
		}
		case 'integer': {
			const isRight =
				Number.isInteger(value) &&
				Number(value) >= (minimum ?? Number.NEGATIVE_INFINITY) &&
				Number(value) <= (maximum ?? Number.POSITIVE_INFINITY);
			return isRight ? undefined : `must be a whole number from ${minimum} to ${maximum}`;
		}
	}
}

function wrongText(
	{ minLength = 0, maxLength = Number.POSITIVE_INFINITY }: TextBounds,
	value: unknown,
): string | undefined {
	if (typeof value !== 'string') return 'must be a text';
	const { length } = Array.from(value);
	if (length < minLength) return 'is empty: leave it out, or give a value';
	if (length > maxLength) return `has ${length} characters, and may have ${maxLength}`;
	return value.includes('\0') ? 'must be a text without NUL' : undefined;
}

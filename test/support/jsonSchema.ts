/** Holds values to a JSON schema: the part of JSON Schema that docs/buildrepo.schema.json uses, and no other. */

export type Schema = Readonly<Record<string, unknown>>;
type Definitions = Readonly<Record<string, Schema>>;

const known = new Set([
	...['$ref', 'anyOf', 'enum', 'type', 'pattern', 'items', 'properties', 'required', 'additionalProperties'],
	'description',
]);

/** What is wrong with a value, each with the place in it; empty if nothing is. A `$ref` is `#/$defs/NAME`. */
export function violations(value: unknown, schema: Schema, definitions: Definitions, place = '$'): string[] {
	for (const key of Object.keys(schema)) {
		if (!known.has(key)) throw new Error(`the schema uses ${key}, which is not understood here`);
	}
	if (typeof schema.$ref === 'string')
		return violations(value, referred(definitions, schema.$ref), definitions, place);
	if (Array.isArray(schema.anyOf)) {
		const all = schema.anyOf.map((one: Schema) => violations(value, one, definitions, place));
		return all.some((found) => found.length === 0) ? [] : [`${place}: ${all.flat().join('; or ')}`];
	}
	if (Array.isArray(schema.enum) && !schema.enum.includes(value)) {
		return [`${place}: ${JSON.stringify(value)} is none of ${JSON.stringify(schema.enum)}`];
	}
	if (typeof schema.type === 'string' && !isOfType(value, schema.type)) {
		return [`${place}: ${JSON.stringify(value)} is no ${schema.type}`];
	}
	if (typeof schema.pattern === 'string' && !new RegExp(schema.pattern, 'u').test(String(value))) {
		return [`${place}: ${JSON.stringify(value)} does not match ${schema.pattern}`];
	}
	if (Array.isArray(value)) {
		const { items } = schema;
		return items === undefined
			? []
			: value.flatMap((item, i) => violations(item, items as Schema, definitions, `${place}[${i}]`));
	}
	return typeof value === 'object' && value !== null
		? memberViolations(value, schema, definitions, place)
		: [];
}

function referred(definitions: Definitions, reference: string): Schema {
	const found = definitions[reference.replace('#/$defs/', '')];
	if (found === undefined) throw new Error(`the schema does not define ${reference}`);
	return found;
}

function isOfType(value: unknown, type: string): boolean {
	switch (type) {
		case 'null':
			return value === null;
		case 'array':
			return Array.isArray(value);
		case 'integer':
			return Number.isInteger(value);
		case 'object':
			return typeof value === 'object' && value !== null && !Array.isArray(value);
		default:
			return typeof value === type;
	}
}

function memberViolations(value: object, schema: Schema, definitions: Definitions, place: string): string[] {
	const properties = new Map(Object.entries((schema.properties ?? {}) as Record<string, Schema>));
	const missing = ((schema.required ?? []) as string[]).filter((name) => !Object.hasOwn(value, name));
	const others = schema.additionalProperties;
	const found = Object.entries(value).flatMap(([name, member]) => {
		const at = `${place}.${name}`;
		const own = properties.get(name);
		if (own !== undefined) return violations(member, own, definitions, at);
		if (others === false) return [`${at}: is not in the schema`];
		return typeof others === 'object' && others !== null
			? violations(member, others as Schema, definitions, at)
			: [];
	});
	return [...missing.map((name) => `${place}: lacks ${name}`), ...found];
}

/** Holds what `buildrepo` prints to the JSON schemas in docs/. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';

export interface JsonSchema {
	readonly definitions: Readonly<Record<string, object>>;
	/** What is wrong with a value by the definition called `name`, each with the place in it; empty if nothing is. */
	violations(value: unknown, name: string): string[];
}

/** Reads a schema in docs/, for instance `buildrepo.schema.json`. A keyword unknown to the validator is an error. */
export function readSchema(file: string): JsonSchema {
	const schema = JSON.parse(readFileSync(join(import.meta.dirname, '../../docs', file), 'utf8')) as {
		readonly $defs: Readonly<Record<string, object>>;
	};
	const ajv = new Ajv2020({ allErrors: true, strict: true }).addSchema(schema, file);
	return {
		definitions: schema.$defs,
		violations(value, name) {
			const validate = ajv.getSchema(`${file}#/$defs/${name}`);
			if (validate === undefined) throw new Error(`${file} does not define ${name}`);
			validate(value);
			return (validate.errors ?? []).map(sentence);
		},
	};
}

function sentence({ instancePath, message, params }: ErrorObject): string {
	return `${instancePath === '' ? '/' : instancePath}: ${message} ${JSON.stringify(params)}`;
}

/** Documents of any number of lines in the languages of the servers that are compared, with places to ask questions at. */

export interface Place {
	readonly line: number;
	readonly character: number;
}

export interface SampleDocument {
	readonly text: string;
	/** Where completion has something to offer. */
	readonly completions: readonly Place[];
	/** Inside words that hover can explain. */
	readonly hovers: readonly Place[];
	/** Inside a word in the middle, where a letter is typed and deleted again. */
	readonly edit: Place;
}

export interface SampleLanguage {
	readonly name: string;
	readonly languageId: string;
	readonly fileName: string;
	write(lines: number): SampleDocument;
}

/** How a language's documents are made: a head, then numbered units until there are enough lines, then a foot. */
interface Recipe {
	readonly name: string;
	readonly languageId: string;
	readonly fileName: string;
	readonly head: readonly string[];
	unit(number: number): readonly string[];
	readonly foot: readonly string[];
	/** Fills the rest if no whole unit fits. */
	readonly filler: string;
	/** Completion is requested after these words. */
	readonly completeBehind: string;
	/** Hover is requested after the first two letters of these words. */
	readonly hoverOn: string;
	/** A letter is typed after these words. */
	readonly typeBehind: string;
}

const metro: Recipe = {
	name: 'metro',
	languageId: 'metro',
	fileName: 'sample.metro',
	head: ['# What a farm builds.', '[section path]', 'tmp: /var/tmp/metro', ''],
	unit: (n) => [
		`[section farm/box${n}]`,
		'',
		`name: stage3-$[target/subarch]-${n}`,
		`path: $[path/tmp]/cache/$[:name]`,
		`parent: $[farm/box${Math.max(0, n - 1)}/path]/work`,
		'options: buildpkg bindist strip',
		'work: $[path/tmp]/work/$[target/build]/$[target/name]',
		'',
		'[when target is stage3]',
		`flags: -O2 -pipe -j${(n % 8) + 1}`,
		'',
		'[when target is stage1]',
		'flags: -Os',
		'',
		`[section farm/box${n}/steps]`,
		'run: [',
		'#!/bin/bash',
		`install -d $[farm/box${n}/path] || exit 1`,
		'emerge $[emerge/options] sys-apps/portage',
		']',
	],
	foot: [],
	filler: '# end',
	completeBehind: 'work: $[path/t',
	hoverOn: 'emerge/options',
	typeBehind: 'flags: -O2 -pipe',
};

const buildbot: Recipe = {
	name: 'buildbot',
	languageId: 'metro-buildbot',
	fileName: '.buildbot',
	head: [
		'builds = ("funtoo-current", "funtoo-stable")',
		'arches = ("x86-64bit", "pure64", "arm-32bit")',
		'subarches = ("generic_64", "corei7")',
		'',
	],
	unit: (n) => [
		`# ${n}: boards of one kind`,
		`kind${n} = (`,
		'\t"armv7a_hardfp",',
		'\t"core2_64",',
		'\t"amd64-jaguar",',
		')',
		`skip${n} = [ name for name in kind${n} if name.startswith("core") ]`,
		'arches = ("x86-64bit", "pure64", "arm-32bit")',
		`subarches = subarches + ("corei7-${n}",)`,
		'',
	],
	foot: [
		'def map_build(build, subarch, full, full_date):',
		'\tif full:',
		'\t\treturn "freshen"',
		'\treturn "full"',
	],
	filler: '# end',
	completeBehind: 'arches = ("',
	hoverOn: 'arches = (',
	typeBehind: '\t"amd64-jag',
};

/** A `.buildbot` that manages a large farm: one subarch in each line. */
const farm: Recipe = {
	name: 'farm',
	languageId: 'metro-buildbot',
	fileName: '.buildbot',
	head: ['builds = ("funtoo-current",)', 'arches = ("x86-64bit",)', 'subarches = ('],
	unit: (n) => [`\t"${farmSubarch(n)}",`],
	foot: [
		')',
		'',
		'def map_build(build, subarch, full, full_date):',
		'\tif full:',
		'\t\treturn "freshen"',
		'\treturn "full"',
	],
	filler: '',
	completeBehind: '\t"box',
	hoverOn: 'box',
	typeBehind: '\t"box',
};

/** The subarches of the farm, which the mirror beside it holds as well. */
export function farmSubarch(number: number): string {
	return `box${number}`;
}

/** The same text for servers of Python. */
const farmPython: Recipe = { ...farm, name: 'farm in python', languageId: 'python', fileName: 'sample.py' };

const yaml: Recipe = {
	name: 'yaml',
	languageId: 'yaml',
	fileName: 'sample.yaml',
	head: ['# yaml-language-server: $schema=./schema.json', 'steps:'],
	unit: (n) => [
		`  step${n}:`,
		`    name: stage3-${n}`,
		`    path: /var/tmp/metro/cache/${n}`,
		'    options:',
		'      - buildpkg',
		'      - bindist',
		'    flags:',
		'      cflags: -O2 -pipe',
		`      jobs: ${(n % 8) + 1}`,
		'    run: |',
		'      #!/bin/bash',
		`      install -d /var/tmp/metro/${n} || exit 1`,
		'      emerge sys-apps/portage',
	],
	foot: [],
	filler: '# end',
	completeBehind: '    opt',
	hoverOn: 'options:',
	typeBehind: 'cflags: -O2 -pipe',
};

const json: Recipe = {
	name: 'json',
	languageId: 'json',
	fileName: 'sample.json',
	head: ['{', '\t"$schema": "./schema.json",', '\t"steps": {'],
	unit: (n) => [
		`\t\t"step${n}": {`,
		`\t\t\t"name": "stage3-${n}",`,
		`\t\t\t"path": "/var/tmp/metro/cache/${n}",`,
		'\t\t\t"options": [',
		'\t\t\t\t"buildpkg",',
		'\t\t\t\t"bindist"',
		'\t\t\t],',
		'\t\t\t"flags": {',
		'\t\t\t\t"cflags": "-O2 -pipe",',
		`\t\t\t\t"jobs": ${(n % 8) + 1}`,
		'\t\t\t},',
		'\t\t\t"run": "emerge sys-apps/portage"',
		'\t\t},',
	],
	foot: ['\t\t"last": { "name": "last" }', '\t}', '}'],
	filler: '',
	completeBehind: '\t\t\t"opt',
	hoverOn: 'options"',
	typeBehind: '"-O2 -pipe',
};

const bash: Recipe = {
	name: 'bash',
	languageId: 'shellscript',
	fileName: 'sample.sh',
	head: ['#!/bin/bash', 'tmp=/var/tmp/metro', ''],
	unit: (n) => [
		`# Makes stage ${n}.`,
		`make_stage${n}() {`,
		`\tlocal name="stage3-${n}"`,
		`\tlocal path="$tmp/cache/$name"`,
		'\tif [ ! -d "$path" ]; then',
		'\t\tinstall -d "$path" || return 1',
		'\tfi',
		'\tfor option in buildpkg bindist strip; do',
		'\t\techo "option $option for $name"',
		'\tdone',
		`\tmake_stage${Math.max(0, n - 1)} "$path" || return 1`,
		'\temerge --quiet sys-apps/portage',
		'}',
		'',
	],
	foot: [],
	filler: '# end',
	completeBehind: '\tmake_st',
	hoverOn: 'make_stage',
	typeBehind: '\temerge --quiet',
};

const bitbake: Recipe = {
	name: 'bitbake',
	languageId: 'bitbake',
	fileName: 'sample_1.0.bb',
	head: ['SUMMARY = "What a farm builds"', 'LICENSE = "MIT"', 'TMP = "/var/tmp/metro"', ''],
	unit: (n) => [
		`# Stage ${n}.`,
		`NAME_${n} = "stage3-\${PN}-${n}"`,
		`PATH_${n} = "\${TMP}/cache/\${NAME_${n}}"`,
		`DEPENDS += "zlib-${n} openssl"`,
		`RDEPENDS:\${PN} += "bash-${n}"`,
		`SRC_URI += "file://stage-${n}.patch"`,
		'',
		`do_stage${n}() {`,
		`\tinstall -d \${D}/\${PATH_${n}} || exit 1`,
		'\toe_runmake install',
		'}',
		`addtask stage${n} after do_compile before do_install`,
		'',
	],
	foot: [],
	filler: '# end',
	completeBehind: 'DEP',
	hoverOn: 'DEPENDS +',
	typeBehind: 'zlib-',
};

/** The languages by name. */
export const languages: ReadonlyMap<string, SampleLanguage> = new Map(
	[metro, buildbot, farm, farmPython, yaml, json, bash, bitbake].map((recipe) => [
		recipe.name,
		languageOf(recipe),
	]),
);

/** What the files of YAML and JSON are checked against, so that their servers know their keys as ours knows Metro's. */
export const schema = {
	$schema: 'http://json-schema.org/draft-07/schema#',
	type: 'object',
	properties: {
		steps: {
			description: 'What is built, by name.',
			type: 'object',
			additionalProperties: {
				type: 'object',
				properties: {
					name: { type: 'string', description: 'Name of the archive.' },
					path: { type: 'string', description: 'Where the step works.' },
					options: {
						description: 'What is built, and how.',
						type: 'array',
						items: { enum: ['buildpkg', 'bindist', 'strip'] },
					},
					flags: {
						type: 'object',
						properties: { cflags: { type: 'string' }, jobs: { type: 'integer' } },
					},
					run: { type: 'string', description: 'Commands of the shell.' },
				},
			},
		},
	},
};

function languageOf(recipe: Recipe): SampleLanguage {
	return {
		name: recipe.name,
		languageId: recipe.languageId,
		fileName: recipe.fileName,
		write(lines) {
			const content = [...recipe.head];
			const room = lines - recipe.foot.length;
			for (let n = 0; ; n++) {
				const unit = recipe.unit(n);
				if (content.length + unit.length > room) break;
				content.push(...unit);
			}
			while (content.length < room) content.push(recipe.filler);
			content.push(...recipe.foot);
			const edits = places(content, recipe.typeBehind, recipe.typeBehind.length);
			return {
				text: `${content.join('\n')}\n`,
				completions: spread(places(content, recipe.completeBehind, recipe.completeBehind.length)),
				hovers: spread(places(content, recipe.hoverOn, 2)),
				edit: edits[edits.length >> 1] ?? { line: 0, character: 0 },
			};
		},
	};
}

function places(lines: readonly string[], words: string, offset: number): Place[] {
	return lines.flatMap((text, line) => {
		const start = text.indexOf(words);
		return start < 0 ? [] : [{ line, character: start + offset }];
	});
}

/** At most ten places, spread evenly over the whole document. */
function spread(all: readonly Place[]): Place[] {
	const count = Math.min(10, all.length);
	return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]).filter(
		(place) => place !== undefined,
	);
}

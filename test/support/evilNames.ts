/** Names that are ordinary to a file system and anything but to a careless program. */

/** The canary that each of the commands in these names would make, were it ever run. */
export const canary = 'canary-was-here';

/** As names with escaped bytes (see base/surrogateEscape.ts), each at most 255 bytes long. */
export const evilNames: readonly string[] = [
	`$(touch ${canary})`,
	`\`touch ${canary}\``,
	`a;touch ${canary}`,
	`a&&touch ${canary}`,
	`a\ntouch ${canary}\n#`,
	`|touch ${canary}`,
	`'"'touch ${canary}'"'`,
	'-rf',
	'--help',
	'*',
	'[a-z]?{b,c}',
	' spaced  out ',
	'back\\slash',
	'~',
	'#comment',
	'<b>&amp;"\'',
	'…',
	'.hidden',
	'\u0001\u001b[31m\u007f',
	'c1\u009b31m \u202e\u2066\u009c\n\u0085',
	'\udcff\udcfe',
	'é',
	'e\u0301',
	'__proto__',
	'n'.repeat(255),
];

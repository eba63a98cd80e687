/** Metro writes it in the directory of a build at the start of a run: its targets, one a line. */
export const targetsName = '.targets';
